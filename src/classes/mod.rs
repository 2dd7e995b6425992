//! Classes of values: which texts, numbers and sets there are, as far as some tests can tell them apart.

mod set;
pub(crate) mod text;

use crate::condition::check::Compare;
use crate::number::Number;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
pub(crate) use set::{Chosens, Named, elements, subsets};

/// More numbers are not told apart.
const MOST_NUMBERS: usize = 1_024;

/// A number between any two neighbors, and the numbers themselves; `None` when they are too many.
pub(crate) fn between(mut constants: Vec<Number>) -> Option<Vec<Number>> {
    sort_and_dedup(&mut constants);
    if constants.len() * 2 > MOST_NUMBERS {
        return None;
    }
    let mut numbers: Vec<Number> =
        constants.first().map_or(Some(Number::ZERO), |first| first.next_down()).into_iter().gather();
    for (index, constant) in constants.iter().enumerate() {
        numbers.push(*constant);
        let next = constants.get(index + 1);
        numbers.extend(constant.next_up().filter(|above| next.is_none_or(|next| above < next)));
    }
    Some(numbers)
}

impl<T: Copy> Compare<T> {
    /// The constants of a comparison.
    pub(crate) fn constants(&self) -> Vec<T> {
        match self {
            Compare::In(constants) | Compare::NotIn(constants) => constants.to_vec(),
            Compare::Between(low, high) => vec![*low, *high],
            Compare::Eq(constant)
            | Compare::Ne(constant)
            | Compare::Lt(constant)
            | Compare::Lte(constant)
            | Compare::Gt(constant)
            | Compare::Gte(constant) => vec![*constant],
        }
    }
}
