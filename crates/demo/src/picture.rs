//! The images of the demo: small drawings made of a name, so that no photograph of a person is needed. The same name gives the same drawing.

use std::fmt::Write;

/// Draws a landscape of 800 by 450 as SVG, in colours that follow from `name`.
pub(super) fn svg(name: &str) -> String {
    let mut seed = name.bytes().fold(0xcbf2_9ce4_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let mut draw = |bound: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % bound
    };
    let hue = draw(360);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="800" height="450" role="img"><rect width="800" height="450" fill="hsl({hue} 45% 86%)"/>"#
    );
    let (x, y, radius) = (120 + draw(560), 80 + draw(80), 36 + draw(30));
    let _ = write!(
        svg,
        r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="hsl({} 70% 72%)"/>"#,
        (hue + 40) % 360
    );
    for layer in 0..3_u32 {
        let height = 210 + layer * 65;
        let (left, middle, right) = (height + draw(50), height - draw(70), height + draw(60));
        let lightness = 68 - layer * 14;
        let _ = write!(
            svg,
            r#"<path d="M0 {left}C200 {middle} 300 {middle} 420 {right}S680 {left} 800 {middle}V450H0z" fill="hsl({} 38% {lightness}%)"/>"#,
            (hue + 20 * layer) % 360
        );
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_always_gives_the_same_drawing_and_another_name_another() {
        assert_eq!(svg("parc"), svg("parc"));
        assert_ne!(svg("parc"), svg("tram"));
        assert!(svg("parc").len() < 1000 && svg("").ends_with("</svg>"));
    }
}
