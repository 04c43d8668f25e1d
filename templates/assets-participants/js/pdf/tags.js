// @ts-check
// More at the end of a tagged file: elements in its tree, and a bookmark behind the others.

/** @param {FillLibrary} pdf @param {FillDocument} document */
export function tagsOf(pdf, document) {
  const name = (/** @type {string} */ of) => pdf.PDFName.of(of);
  const { context, catalog } = document;
  const tree = catalog.lookup(name("StructTreeRoot"));
  const kids = tree.lookup(name("K"));
  const top = kids.asArray ? kids.asArray()[0] : tree.get(name("K"));
  const body = context.lookup(top);

  /** Sets a number one higher, and gives what it was. @param {FillDict} dict @param {string} key */
  function counted(dict, key) {
    const was = Number(dict.get(name(key)));
    dict.set(name(key), pdf.PDFNumber.of(was + (was < 0 ? -1 : 1)));
    return was;
  }

  return {
    /** An element behind all others; `spoken` are the words of one that is drawn as a picture. @param {string} tag @param {string} spoken @returns {PdfElement} */
    element(tag, spoken) {
      const pieces = context.obj([]);
      const ref = context.register(context.obj({ Type: "StructElem", S: tag, P: top, K: pieces, ...(spoken ? { ActualText: pdf.PDFHexString.fromText(spoken) } : {}) }));
      body.lookup(name("K")).push(ref);
      return { ref, pieces };
    },
    /** That the pieces of a page, marked from 0 on, belong to these elements. @param {FillPage} page @param {PdfElement[]} elements */
    number(page, elements) {
      elements.forEach(({ pieces }, piece) => pieces.push(context.obj({ Type: "MCR", Pg: page.ref, MCID: piece })));
      const key = pdf.PDFNumber.of(counted(tree, "ParentTreeNextKey"));
      const numbers = tree.lookup(name("ParentTree")).lookup(name("Nums"));
      numbers.push(key);
      numbers.push(context.obj(elements.map(({ ref }) => ref)));
      page.node.set(name("StructParents"), key);
      page.node.set(name("Tabs"), name("S"));
    },
    /** Under the file's title, behind the last bookmark there. @param {string} title @param {FillPage} page */
    bookmark(title, page) {
      const outlines = catalog.lookup(name("Outlines"));
      const above = outlines.lookup(name("First"));
      const before = above.get(name("Last"));
      const told = { Title: pdf.PDFHexString.fromText(title), Parent: outlines.get(name("First")), Prev: before, Dest: [page.ref, "XYZ", 0, page.getSize().height, 0] };
      const made = context.register(context.obj(told));
      above.lookup(name("Last")).set(name("Next"), made);
      above.set(name("Last"), made);
      counted(above, "Count");
    },
  };
}
