// Whether what someone looks for holds a word or phrase after which the help lines stand first. Whole words, in any case, accents and marks left out.
const plain = (text) => ` ${text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

export const worried = (words, worries) => worries.some((worry) => plain(words).includes(plain(worry)));
