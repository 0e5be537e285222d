// The look-up form of Arabic words: what `marsad.text.folding.fold_key` does.

const DROPPED =
  /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const LETTERS = {
  "ٱ": "ا", "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "٫": ".", "٬": ",",
  "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي",
};
const FOLDED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** مدينة → مدينه, إلى → الي, ٢٥ → 25; Latin letters in lower case. */
export function foldKey(text) {
  let bare = text.replace(DROPPED, "");
  if (/[\ufb50-\ufdff\ufe70-\ufeff]/.test(bare)) bare = bare.normalize("NFKC").replace(DROPPED, "");
  return bare
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(FOLDED, (letter) => LETTERS[letter])
    .toLowerCase();
}
