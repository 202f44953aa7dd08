//! Asia, from Israel to Japan.

use confidant_text::EntityKind::{DriverLicence, HealthInsuranceId, NationalId, Passport, TaxId, VoterId};

use super::{
    scheme::{Scheme, any},
    sum::{
        divides, eleven, ends_with_letter, integer, is_day, is_yymmdd, is_yyyymmdd, last, luhn, luhn_in, mod_11_2,
        part, value, values, varied, verhoeff, weighted,
    },
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "il.idnr",
        NationalId,
        "9{8,9}",
        |number| varied(number) && luhn(number),
        "teudat zehut|תעודת זהות|ת.ז|mispar zehut|מספר זהות|israeli id|id number",
    ),
    Scheme::sum(
        "il.hp",
        TaxId,
        "9{9}",
        |number| number.starts_with('5') && luhn(number),
        "ח.פ|ח\"פ|company number|hp|עוסק מורשה",
    ),
    Scheme::sum(
        "in.aadhaar",
        NationalId,
        "9{12}|!9999 9999 9999|!9999-9999-9999",
        |number| number.starts_with(|c| c > '1') && verhoeff(number),
        "aadhaar|aadhar|uidai|आधार|uid",
    ),
    Scheme::sum(
        "in.vid",
        NationalId,
        "9{16}",
        |number| number.starts_with(|c| c > '1') && verhoeff(number),
        "virtual id|vid|aadhaar",
    ),
    Scheme::form(
        "in.pan",
        TaxId,
        "!a{5}9{4}a",
        |number| part(number, 5..9) != "0000",
        "permanent account number|pan card|pan number|pan no|pan",
    ),
    Scheme::form("in.gstin", TaxId, "!99a{5}9{4}anZn|!99a{5}9{4}annn", gstin, "gstin|gst number|gst no|gst"),
    Scheme::sum(
        "in.epic",
        VoterId,
        "!a{3}9{7}",
        |number| luhn(part(number, 3..)),
        "voter id|epic|epic number|election card|elector|voter",
    ),
    Scheme::form(
        "in.licence",
        DriverLicence,
        "!aa9{13}|!aa99 9{11}|!aa-9{13}",
        |number| integer(part(number, 4..8)) > 1950 && integer(part(number, 4..8)) < 2100,
        "driving licence|dl no|driving license|dl",
    ),
    Scheme::form(
        "pk.cnic",
        NationalId,
        "9{13}|!9{5}-9{7}-9",
        |number| matches!(value(number, 0), 1..=7) && last(number) > 0,
        "cnic|nicop|شناختی کارڈ|national identity card|nadra",
    ),
    Scheme::form("bd.nid", NationalId, "9{10}|9{13}|9{17}", any, "জাতীয় পরিচয়পত্র|national id|nid"),
    Scheme::form("lk.nic", NationalId, "9{12}|!9{9}V|9{9}X", any, "ජාතික හැඳුනුම්පත|national identity card|nic"),
    Scheme::sum(
        "cn.ric",
        NationalId,
        "!9{17}n",
        |number| is_yyyymmdd(part(number, 6..14)) && mod_11_2(number),
        "身份证|身份证号|居民身份证|公民身份号码|resident identity card|id card|identity card",
    ),
    Scheme::sum(
        "cn.uscc",
        TaxId,
        "!9{8}n{10}",
        uscc,
        "统一社会信用代码|信用代码|uscc|unified social credit|纳税人识别号",
    ),
    Scheme::form("cn.passport", Passport, "!E9{8}|!Ea9{7}|!G9{8}", any, "护照|passport"),
    Scheme::sum("tw.ubn", TaxId, "9{8}|9{7}-9", ubn, "統一編號|統編|ubn|unified business number|gui number"),
    Scheme::sum("tw.id", NationalId, "a9{9}", tw_id, "身分證|身分證字號|統一證號|national id"),
    Scheme::sum(
        "hk.hkid",
        NationalId,
        "a9{6}n|aa9{6}n",
        hkid,
        "hkid|香港身份證|身份證|hong kong identity card|identity card",
    ),
    Scheme::sum(
        "jp.in",
        NationalId,
        "9{12}",
        |number| eleven(weighted(number, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 0) == last(number),
        "マイナンバー|個人番号|my number|individual number",
    ),
    Scheme::sum("jp.cn", TaxId, "9{13}|!9-9{4}-9{4}-9{4}", jp_cn, "法人番号|corporate number|houjin bangou"),
    Scheme::sum(
        "kr.rrn",
        NationalId,
        "!9{13}",
        |number| rrn(number, 1..=4),
        "주민등록번호|resident registration number|rrn|주민번호|korean rrn",
    ),
    Scheme::sum(
        "kr.frn",
        NationalId,
        "!9{6}-9{7}|9{13}",
        |number| rrn(number, 5..=8),
        "외국인등록번호|alien registration|frn|foreigner registration",
    ),
    Scheme::form(
        "kr.brn",
        TaxId,
        "9{10}|!999-99-9{5}",
        |number| integer(part(number, ..3)) > 100 && part(number, 3..5) != "00" && brn(number),
        "사업자등록번호|business registration number|brn|사업자번호",
    ),
    Scheme::form(
        "kr.licence",
        DriverLicence,
        "!99-99-9{6}-99",
        |number| matches!(integer(part(number, ..2)), 11..=28),
        "운전면허|driver license|driver's license",
    ),
    Scheme::written(
        "kr.passport",
        Passport,
        "!a9{3}a9{4}|a9{8}",
        |written| !written.contains(['-', ' ', '.']),
        "여권|여권번호|passport",
    ),
    Scheme::sum(
        "th.pin",
        NationalId,
        "!9{13}|!9-9{4}-9{5}-99-9",
        thai_person,
        "เลขประจำตัวประชาชน|บัตรประชาชน|เลขบัตรประชาชน|thai id|thai national id|national id",
    ),
    Scheme::sum(
        "th.moa",
        TaxId,
        "9{13}|!9-99-9-999-99999-9",
        |number| number.starts_with('0') && thai(number),
        "ทะเบียนนิติบุคคล|เลขทะเบียน|memorandum of association|registration number",
    ),
    Scheme::sum("th.tin", TaxId, "9{13}", thai, "เลขประจำตัวผู้เสียภาษี|tax id|tin|taxpayer"),
    Scheme::sum(
        "sg.nric",
        NationalId,
        "!a9{7}a",
        nric,
        "nric|fin|nric/fin|singapore nric|work permit|foreign identification",
    ),
    Scheme::form(
        "sg.fin",
        NationalId,
        "!a9{7}a",
        |number| number.starts_with(['S', 'T', 'F', 'G', 'M']),
        "fin number|foreign identification number",
    ),
    Scheme::sum("sg.uen", TaxId, "!9{8}a|!9{9}a|!a99aa9{4}n", uen, "uen|unique entity number|acra"),
    Scheme::form(
        "my.nric",
        NationalId,
        "9{12}|!9{6}-99-9{4}",
        |number| {
            is_yymmdd(number) && !matches!(integer(part(number, 6..8)), 0 | 17..=20 | 69 | 70 | 73 | 80 | 81 | 94..=97)
        },
        "mykad|nric|kad pengenalan|no. kp|ic number|ic no",
    ),
    Scheme::form("id.nik", NationalId, "9{16}", nik, "nik|nomor induk kependudukan|ktp"),
    Scheme::sum("id.npwp", TaxId, "9{15,16}|!99.999.999.9-999.999", npwp, "npwp|nomor pokok wajib pajak"),
    Scheme::form(
        "ph.tin",
        TaxId,
        "9{9}|9{12,14}|!999-999-999-9{3}|!999-999-999-9{5}|999-999-999",
        any,
        "tin|taxpayer identification number|bir",
    ),
    Scheme::form(
        "ph.sss",
        HealthInsuranceId,
        "!99-9{7}-9|9{10}|!99-9{9}-9|9{12}",
        any,
        "sss number|sss|philhealth|pag-ibig|gsis|umid",
    ),
    Scheme::sum("vn.mst", TaxId, "9{10}|9{13}|!9{10}-999", mst, "mã số thuế|mst|mã số doanh nghiệp|tax code"),
    Scheme::form("vn.cccd", NationalId, "9{12}|9{9}", any, "căn cước công dân|cccd|căn cước|cmnd|chứng minh nhân dân"),
    Scheme::form(
        "ae.id",
        NationalId,
        "!784-9999-9{7}-9|!7849{12}",
        |number| number.starts_with("784"),
        "emirates id|الهوية الإماراتية|رقم الهوية",
    ),
    Scheme::sum(
        "sa.id",
        NationalId,
        "9{10}",
        |number| number.starts_with(['1', '2']) && luhn(number),
        "رقم الهوية|iqama|national id|هوية|إقامة|saudi id",
    ),
    Scheme::form("om.vat", TaxId, "OM9{9}n", any, "vat|vatin|ضريبة القيمة المضافة|vat number"),
    Scheme::sum("ir.id", NationalId, "9{10}", ir_id, "کد ملی|شماره ملی|national code|melli code"),
];

/// GSTIN (India, GSTN): state, PAN, Z, and a character by Luhn in 36. It is not always given right, so only its form counts.
fn gstin(number: &str) -> bool {
    let state = matches!(integer(part(number, ..2)), 1..=38 | 97 | 99);
    let form = number.as_bytes().get(13) == Some(&b'Z') && !part(number, 12..13).starts_with('0');
    state && (form || luhn_in(number, 36))
}

/// Unified social credit code (China, GB 32100-2015): powers of three, modulo 31.
fn uscc(number: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut sum = 0;
    let mut weight = 1;
    for c in part(number, ..17).chars() {
        let Some(value) = LETTERS.find(c).and_then(|at| u32::try_from(at).ok()) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    ends_with_letter(number, LETTERS, (31 - sum % 31) % 31)
}

/// Business number (Taiwan, Ministry of Finance, 2023): digit sums of products, divided by 5; a 7 in the seventh place may count 1.
fn ubn(number: &str) -> bool {
    let product = |(value, weight): (u32, u32)| value * weight / 10 + value * weight % 10;
    let sum: u32 = values(number).zip([1, 2, 1, 2, 1, 2, 4, 1]).map(product).sum();
    sum.is_multiple_of(5) || value(number, 6) == 7 && (sum + 1).is_multiple_of(5)
}

/// Identity card (Taiwan): the letter as two digits, weights 1-9-8-7-6-5-4-3-2-1-1, modulo 10.
fn tw_id(number: &str) -> bool {
    let Some(letter) = number.chars().next().and_then(|c| "ABCDEFGHJKLMNPQRSTUVXYWZIO".find(c)) else { return false };
    matches!(value(number, 1), 1 | 2 | 8 | 9)
        && divides(&format!("{}{}", letter + 10, part(number, 1..)), &[1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1], 10)
}

/// Identity card (Hong Kong, Immigration Department): weights 9 to 1, a letter from 10, a missing first one 36, modulo 11.
fn hkid(number: &str) -> bool {
    let (letters, rest) = number.split_at_checked(number.len().saturating_sub(7)).unwrap_or_default();
    let first = if letters.len() == 1 { 36 * 9 + value(letters, 0) * 8 } else { weighted(letters, &[9, 8]) };
    let sum = first + weighted(part(rest, ..6), &[7, 6, 5, 4, 3, 2]);
    ends_with_letter(number, "0123456789A", (11 - sum % 11) % 11)
}

/// Corporate number (Japan, National Tax Agency): weights 1 and 2 from the right, modulo 9; the first digit checks.
fn jp_cn(number: &str) -> bool {
    let sum: u32 =
        values(part(number, 1..)).rev().zip([1, 2].iter().cycle()).map(|(value, weight)| value * weight).sum();
    9 - sum % 9 == value(number, 0)
}

/// Resident registration number (Korea): birth date, sex and century, region; modulo 11, a foreigner's with two more. Those given since
/// October 2020 have no check digit.
fn rrn(number: &str, century: std::ops::RangeInclusive<u32>) -> bool {
    let sum = weighted(number, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11;
    let checked = (11 - sum) % 10 == last(number) || value(number, 6) > 4 && (13 - sum) % 10 == last(number);
    let recent = matches!(value(number, 6), 3 | 4 | 7 | 8) && integer(part(number, ..2)) >= 20;
    is_yymmdd(number) && century.contains(&value(number, 6)) && integer(part(number, 7..9)) <= 96 && (checked || recent)
}

/// Business number (Korea, National Tax Service): weights 1-3-7-1-3-7-1-3-5, modulo 10, with the tens of the last product.
fn brn(number: &str) -> bool {
    let sum = weighted(number, &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + value(number, 8) * 5 / 10;
    (10 - sum % 10) % 10 == last(number)
}

/// Number of a person or a company (Thailand, DOPA): weights 13 to 2, modulo 11.
fn thai(number: &str) -> bool {
    let rest = weighted(number, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    (11 - rest) % 10 == last(number)
}

/// A person (Thailand): the first digit says how they came to the number. What begins like the time in milliseconds needs its word.
fn thai_person(number: &str) -> bool {
    !number.starts_with(['0', '9']) && thai(number)
}

/// NRIC and FIN (Singapore, ICA): weights 2-7-6-5-4-3-2, an offset by the first letter, a letter modulo 11.
fn nric(number: &str) -> bool {
    let sum = weighted(part(number, 1..8), &[2, 7, 6, 5, 4, 3, 2]);
    let (offset, letters) = match number.chars().next() {
        Some('S') => (0, "JZIHGFEDCBA"),
        Some('T') => (4, "JZIHGFEDCBA"),
        Some('F') => (0, "XWUTRQPNMLK"),
        Some('G') => (4, "XWUTRQPNMLK"),
        Some('M') => (3, "XWUTRQPNJLK"),
        _ => return false,
    };
    let rest = (sum + offset) % 11;
    ends_with_letter(number, letters, rest)
        || number.starts_with('M') && ends_with_letter(number, "KLJNPQRTUWX", 10 - rest.min(10))
}

/// Unique entity number (Singapore, ACRA): businesses, local companies, others, each with a letter modulo 11.
fn uen(number: &str) -> bool {
    const OTHERS: &str = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    if number.len() == 9 {
        return ends_with_letter(number, "XMKECAWLJDB", weighted(number, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11);
    }
    if value(number, 0) < 10 {
        let year = (1800..2100).contains(&integer(part(number, ..4)));
        return year && ends_with_letter(number, "ZKCMDNERGWH", weighted(number, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11);
    }
    let place = |c: char| OTHERS.find(c).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let sum: u32 = part(number, ..9).chars().map(place).zip([4, 3, 5, 3, 10, 2, 2, 5, 7]).map(|(v, w)| v * w).sum();
    number.starts_with(['R', 'S', 'T']) && ends_with_letter(number, OTHERS, (sum + 6) % 11)
}

/// NIK (Indonesia, Dukcapil): province, birth date with 40 added to the day of women, serial.
fn nik(number: &str) -> bool {
    let day = integer(part(number, 6..8));
    let day = if day > 40 { day - 40 } else { day };
    matches!(integer(part(number, ..2)), 11..=99) && is_day(part(number, 10..12), integer(part(number, 8..10)), day)
}

/// NPWP (Indonesia, DJP): Luhn over the holder; since 2024 a 0 before it, or the NIK.
fn npwp(number: &str) -> bool {
    match number.len() {
        15 => luhn(part(number, ..9)),
        _ if number.starts_with('0') => luhn(part(number, ..10)),
        _ => nik(number),
    }
}

/// MST (Vietnam, GDT): weights of primes, 10 less the rest modulo 11; a branch has three more digits.
fn mst(number: &str) -> bool {
    let rest = weighted(number, &[31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11;
    let branch = number.len() == 10 || !number.ends_with("000");
    branch && part(number, 2..9) != "0000000" && 10_u32.checked_sub(rest) == Some(value(number, 9))
}

/// National code (Iran): weights 10 to 2, modulo 11.
fn ir_id(number: &str) -> bool {
    let rest = weighted(number, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    varied(number) && (if rest < 2 { rest } else { 11 - rest }) == last(number)
}
