// A picture in the text: a reference to an image of the library, shown small.

import { Node, pm } from "../../django_prose_editor/editor.js";

export const Figure = Node.create({
  name: "figure",
  group: "block",
  atom: true,
  draggable: true,
  addStorage: () => ({ label: "%(number)s", pictures: {} }), // addresses by the image's number
  addAttributes: () => ({
    image: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-image"),
      renderHTML: ({ image }) => ({ "data-image": image }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-image]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addCommands() {
    return {
      insertFigure:
        (image) =>
        ({ commands, tr }) =>
          commands.insertContent({ type: this.name, attrs: { image: String(image) } }) &&
          goOnBehind(tr),
    };
  },
  addNodeView() {
    return ({ node, HTMLAttributes }) => {
      const dom = document.createElement("figure");
      for (const [name, value] of Object.entries(HTMLAttributes)) {
        if (value != null) dom.setAttribute(name, value);
      }
      const { label, pictures } = this.storage;
      const words = label.replace("%(number)s", node.attrs.image);
      const source = pictures[node.attrs.image];
      if (source) dom.append(Object.assign(new Image(), { src: source, alt: "" }));
      dom.append(Object.assign(document.createElement("span"), { textContent: words }));
      return { dom };
    };
  },
});

// A figure that is selected would be written over by the next letter.
export function goOnBehind(tr) {
  const { Selection } = pm.state;
  const behind = tr.doc.resolve(tr.selection.to);
  if (!tr.selection.node) return true;
  const place = behind.nodeAfter?.isTextblock
    ? Selection.near(tr.doc.resolve(behind.pos + 1))
    : Selection.fromJSON(tr.doc, { type: "gapcursor", pos: behind.pos });
  tr.setSelection(place);
  return true;
}
