//! Order of sites in a snapshot: along a Hilbert curve, so that neighbors on the map are neighbors
//! in every column.
//!
//! A radius search then touches few cache lines. Sites at the same point are ordered by
//! registration id, so the order depends only on the content.

use nearsite_domain::{LonLat, Site};

/// Sorts sites into snapshot order. After that, the position of a site is its `SiteNo`.
pub fn sort_sites(sites: &mut [Site]) {
    sites.sort_by_cached_key(|site| {
        (
            curve_position(site.location.place),
            site.registration_id.clone(),
        )
    });
}

/// True if the sites are in snapshot order.
pub(super) fn are_sorted(sites: &[Site]) -> bool {
    let key = |site: &Site| curve_position(site.location.place);
    sites.windows(2).all(|pair| {
        (key(&pair[0]), &pair[0].registration_id) < (key(&pair[1]), &pair[1].registration_id)
    })
}

/// Returns the position along a Hilbert curve over a grid of 65 536 by 65 536 cells of longitude
/// and latitude.
fn curve_position(place: LonLat) -> u64 {
    let cell =
        |degrees: f64, span: f64| ((degrees / span + 0.5) * 65_536.0).clamp(0.0, 65_535.0) as u32;
    let (mut x, mut y) = (cell(place.lon(), 360.0), cell(place.lat(), 180.0));
    let mut position = 0u64;
    let mut side = 1u32 << 15;
    while side > 0 {
        let (right, up) = (u32::from(x & side > 0), u32::from(y & side > 0));
        position += u64::from(side) * u64::from(side) * u64::from((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                x = 65_535 - x;
                y = 65_535 - y;
            }
            std::mem::swap(&mut x, &mut y);
        }
        side >>= 1;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_along_the_curve_are_steps_on_the_map() {
        let at = |lon: f64, lat: f64| curve_position(LonLat::new(lon, lat).expect("a place"));
        let far = at(-97.74, 30.27).abs_diff(at(-71.06, 42.36));
        let near = at(-97.74, 30.27).abs_diff(at(-97.75, 30.27));
        assert!(near < far);
        assert_eq!(at(180.0, 90.0), at(180.0, 90.0));
    }
}
