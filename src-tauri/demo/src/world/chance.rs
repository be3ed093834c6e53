//! [`Chance`]: numbers that look drawn, and are the same each time.
//!
//! SplitMix64, because a draw can begin anywhere: what happens at a place on a day is asked for by its key, without
//! walking there. The stream is part of what the world is, so it is written out here and not a library's to change.
//!
//! Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.

/// The golden ratio in 64 bits, odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of a key. Keys that differ in one bit have streams that have nothing in common.
    pub fn of(seed: u64, key: &[u64]) -> Self {
        let state = key
            .iter()
            .fold(mixed(seed.wrapping_add(STEP)), |state, part| {
                mixed((state ^ part).wrapping_add(STEP))
            });
        Self(state)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number from 0 on, below `bound`; 0 where there is nothing below.
    pub fn below(&mut self, bound: u32) -> u32 {
        // the high half of a product: no bias that anybody could see, and no division
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u32
    }

    /// Whether something comes true that does so `one` times in `of`.
    pub fn is(&mut self, one: u32, of: u32) -> bool {
        self.below(of) < one
    }
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // the reference implementation's first numbers from the state 1234567
        let mut chance = Chance(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(
            drawn,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn a_key_is_told_from_its_neighbours() {
        let first = |key: &[u64]| Chance::of(7, key).next();
        assert_eq!(first(&[1, 2]), first(&[1, 2]));
        assert_ne!(first(&[1, 2]), first(&[2, 1]));
        assert_ne!(first(&[1]), Chance::of(8, &[1]).next());
        assert_eq!(Chance::of(7, &[]).below(0), 0);
    }
}
