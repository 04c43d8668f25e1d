// @ts-check
// The index of a site that opens from a folder, where nothing can be fetched: publishing puts all of it into one script (builder/site/one_file.py).

export const headOf = async () => /** @type {SearchHead} */ (gwSearch.head);

/** @param {string} name */
export const partOf = async (name) => gwSearch[name];

/** @param {string} path */
export const addressOf = (path) => `../${path ? `${path}/` : ""}index.html`;
