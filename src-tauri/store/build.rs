//! Migrations are compiled in: build again when one is added. And the masked views over facts are laid out here:
//! the same mask in every shape, so that no shape can forget a part of it.

#[path = "build/shapes.rs"]
mod shapes;

fn main() {
    for path in ["../../migrations", "build", "src/sql/views"] {
        println!("cargo:rerun-if-changed={path}");
    }
    if let Err(error) = shapes::write() {
        println!("cargo:error=the masked views can't be laid out: {error}");
    }
}
