//! Changes to texts of JSON that leave them JSON: bytes flipped at random are mostly no JSON any more, and then nothing behind
//! the scanner is tried.

use crate::dice::Dice;
use crate::oracles::BETWEEN;
use crate::oracles::json::{Json, read};
use libfuzzer_sys::fuzzer_mutate;

/// Changes one of the texts of an input, by its bytes or as JSON.
pub(crate) fn texts(data: &mut [u8], size: usize, max: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) | 1);
    if dice.below(3) == 0 {
        return fuzzer_mutate(data, size, max);
    }
    let Ok(text) = std::str::from_utf8(&data[..size]) else { return fuzzer_mutate(data, size, max) };
    let mut parts: Vec<String> = text.split(BETWEEN).map(str::to_string).collect();
    let which = dice.below(parts.len());
    let Ok(reading) = read(parts[which].as_bytes()) else { return fuzzer_mutate(data, size, max) };
    let mut value = reading.value;
    // What may be put somewhere: whatever stands anywhere in the input.
    let mut stock = Vec::new();
    for part in &parts {
        if let Ok(reading) = read(part.as_bytes()) {
            gather(&reading.value, &mut stock);
        }
    }
    for _ in 0..=dice.below(3) {
        change(&mut value, &stock, &mut dice);
    }
    parts[which] = value.write();
    let changed = parts.join(BETWEEN);
    if changed.len() > max {
        return fuzzer_mutate(data, size, max);
    }
    data[..changed.len()].copy_from_slice(changed.as_bytes());
    changed.len()
}

fn gather<'v>(value: &'v Json, stock: &mut Vec<(Option<String>, Json)>) {
    match value {
        Json::List(elements) => elements.iter().for_each(|element| {
            stock.push((None, element.clone()));
            gather(element, stock);
        }),
        Json::Object(members) => members.iter().for_each(|(name, value)| {
            stock.push((Some(name.clone()), value.clone()));
            gather(value, stock);
        }),
        _ => {}
    }
}

fn count(value: &Json) -> usize {
    1 + match value {
        Json::List(elements) => elements.iter().map(count).sum::<usize>(),
        Json::Object(members) => members.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Changes the value itself, or one inside of it.
fn change(value: &mut Json, stock: &[(Option<String>, Json)], dice: &mut Dice) {
    let mut at = dice.below(count(value));
    visit(value, None, &mut at, &mut |name, value| change_here(name, value, stock, dice));
}

fn visit(
    value: &mut Json,
    name: Option<&str>,
    at: &mut usize,
    found: &mut impl FnMut(Option<&str>, &mut Json),
) -> bool {
    if *at == 0 {
        found(name, value);
        return true;
    }
    *at -= 1;
    match value {
        Json::List(elements) => elements.iter_mut().any(|element| visit(element, name, at, found)),
        Json::Object(members) => members.iter_mut().any(|(name, value)| visit(value, Some(name), at, found)),
        _ => false,
    }
}

fn change_here(name: Option<&str>, value: &mut Json, stock: &[(Option<String>, Json)], dice: &mut Dice) {
    match (value, dice.below(4)) {
        (Json::List(elements), 0..=2) if !elements.is_empty() => {
            let (one, other) = (dice.below(elements.len()), dice.below(elements.len()));
            match dice.below(4) {
                0 => drop(elements.remove(one)),
                1 => elements.swap(one, other),
                2 => elements.insert(other, elements[one].clone()),
                _ => elements.push(stock[dice.below(stock.len())].1.clone()),
            }
        }
        (Json::Object(members), 0..=2) => {
            let (one, other) = (dice.below(members.len()), dice.below(members.len()));
            match dice.below(5) {
                0 if !members.is_empty() => drop(members.remove(one)),
                1 if !members.is_empty() => members.swap(one, other),
                2 if !members.is_empty() => members[one].0 = members[other].0.clone(),
                _ => {
                    let named: Vec<_> = stock.iter().filter(|(name, _)| name.is_some()).collect();
                    if !named.is_empty() {
                        let (name, value) = named[dice.below(named.len())];
                        members.insert(other, (name.clone().unwrap_or_default(), value.clone()));
                    }
                }
            }
        }
        (value, 0 | 1) if !stock.is_empty() => {
            // Best what stands elsewhere under the same name.
            let alike: Vec<&Json> =
                stock.iter().filter(|(other, _)| other.as_deref() == name).map(|(_, value)| value).collect();
            let any = dice.below(stock.len());
            *value = if alike.is_empty() { stock[any].1.clone() } else { alike[dice.below(alike.len())].clone() };
        }
        (value, _) => *value = odd(value, dice),
    }
}

/// A value near this one, or one that is often forgotten.
fn odd(value: &Json, dice: &mut Dice) -> Json {
    let number = |text: &str| Json::Number(text.to_string());
    match (value, dice.below(3)) {
        (Json::Number(spelled), 0 | 1) => {
            let double: f64 = spelled.parse().unwrap();
            let near = [double + 1.0, double - 1.0, -double, double * 10.0, double / 10.0, double + 0.001];
            let near = near[dice.below(near.len())];
            if near.is_finite() { number(&near.to_string()) } else { Json::Null }
        }
        (Json::Text(text), 0 | 1) => {
            let mut chars: Vec<char> = text.chars().collect();
            let at = dice.below(chars.len() + 1);
            let char = ['é', 'ß', ' ', '\u{a0}', '9', '0', 'd', '-', '.', '@', '/', 'Z', '\u{301}', 'İ', ';', '{', '}']
                [dice.below(17)];
            match dice.below(3) {
                0 if at < chars.len() => drop(chars.remove(at)),
                1 if at < chars.len() => chars[at] = char,
                _ => chars.insert(at, char),
            }
            Json::Text(chars.into_iter().collect())
        }
        _ => match dice.below(16) {
            0 => Json::Null,
            1 => Json::Boolean(true),
            2 => Json::Boolean(false),
            3 => number("0"),
            4 => number("-0"),
            5 => number("1"),
            6 => number("1e400"),
            7 => number("1000000.001"),
            8 => number("-1000000"),
            9 => number("9007199254740993"),
            10 => number("253402300799999"),
            11 => Json::Text(String::new()),
            12 => Json::List(Vec::new()),
            13 => Json::Object(Vec::new()),
            14 => Json::Text("36500d".to_string()),
            _ => Json::Text("9999-12-31T23:59:59.999Z".to_string()),
        },
    }
}
