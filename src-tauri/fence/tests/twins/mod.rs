//! For each program of `refused`, the same as it is meant.
#![allow(dead_code, reason = "to compile is all that is asked of them")]

macro_rules! twins {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+

        /// Each of them.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

twins![
    cell_unwrapped,
    compiled_without_sign_in,
    connection_reached,
    crossed_unmarked,
    crosses_for_a_foreign_type,
    crosses_outside,
    map_with_a_capture,
    map_with_more_than_plain,
    plain_outside,
    reader_under_another_scope,
    reader_without_scope,
    row_reached,
    scope_by_hand,
    scope_widened,
    signed_in_by_hand,
    sql_spoken,
    visible_by_hand,
    visible_made_up,
    visible_opened,
    visible_printed,
    visible_serialised,
    visible_taken_apart,
    zip_with_no_scope,
];
