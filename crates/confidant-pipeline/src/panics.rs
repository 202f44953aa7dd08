//! A panic may hold document text in its message: only the place in the source is told.

/// From now on a panic prints where it happened and never what it says. Call it first in `main`.
pub fn say_where_not_what() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!("a part of the program stopped at {place}; please report it");
    }));
}
