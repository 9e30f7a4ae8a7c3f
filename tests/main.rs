//! The promises, each in its file, tested from outside. One binary, so that it is linked once.

mod architecture;
