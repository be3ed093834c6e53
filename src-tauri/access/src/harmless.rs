//! Text that a CPMS or a person wrote, as a line of a terminal can hold it.

/// The letter, or a sign in its place where it would steer the terminal or turn the order of what follows it.
pub fn harmless(letter: char) -> char {
    // Unicode's bidirectional controls: UAX #9, section 2
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if letter.is_control() || turns {
        '\u{fffd}'
    } else {
        letter
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_steers_becomes_a_sign_and_all_else_stays() {
        let said: String = "Ä\u{1b}[31m\u{9b}2J\r\n\t\u{202e}1+1 🔌"
            .chars()
            .map(harmless)
            .collect();
        assert_eq!(
            said,
            "Ä\u{fffd}[31m\u{fffd}2J\u{fffd}\u{fffd}\u{fffd}\u{fffd}1+1 🔌"
        );
    }
}
