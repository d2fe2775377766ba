const ONSETS = ["", ..."b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ")];

/** Every way a Vietnamese syllable ends, without its tone. */
const RHYMES = new Set(
  [
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu",
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu",
    "o oa oac oach oai oam oan oang oanh oao oap oat oau oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot",
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt",
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uôc uôi uôm uôn uông uôt",
    "uy uya uych uyên uyêt uyn uynh uyp uyt uyu",
    "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu",
    "y ych yêm yên yêng yêt yêu ym yn ynh yt",
  ].flatMap((line) => line.split(" ")),
);

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const STOPPED = /(?:c|ch|p|t)$/;
/** A stopped syllable bears sắc or nặng; without a mark it would be a foreign word. */
const TONES_OF_STOPPED = /^[\u0301\u0323]$/u;
/** "c", "g" and "ng" are written "k", "gh" and "ngh" before these, and only before these. */
const FRONT = /^[eêiy]/;
const BEFORE_FRONT = new Set(["k", "gh", "ngh"]);
const NOT_BEFORE_FRONT = new Set(["c", "ng"]);

function fits(onset: string, rhyme: string): boolean {
  if (!RHYMES.has(rhyme)) return false;
  if (BEFORE_FRONT.has(onset)) return FRONT.test(rhyme);
  if (NOT_BEFORE_FRONT.has(onset)) return !FRONT.test(rhyme);
  return onset !== "g" || !/^[eê]/.test(rhyme);
}

/** True for one written Vietnamese syllable ("quyết", "GIÁM"), by its spelling alone: it need not mean anything. */
export function isVietnameseSyllable(word: string): boolean {
  // A small letter before a capital: "kÕ".
  if (/\p{Ll}\p{Lu}/u.test(word)) return false;
  const parted = word.toLowerCase().normalize("NFD");
  const tones = parted.match(TONE) ?? [];
  const bare = parted.replace(TONE, "").normalize("NFC");
  if (tones.length > 1 || (STOPPED.test(bare) && !TONES_OF_STOPPED.test(tones[0] ?? ""))) return false;
  return ONSETS.some((onset) => bare.startsWith(onset) && fits(onset, bare.slice(onset.length)));
}
