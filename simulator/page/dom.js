// Building nodes. Text always goes in as text nodes: what people and bots write never becomes HTML.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-")) node.setAttribute(name, String(value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

export function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, label);
}

// Asks in the dialog; gives {text, language} as chosen, or null when it was left. Without a field it only shows words.
// With `languages` ({code: name}) one of them is asked for, `language` first if it is among them.
export function ask(title, { field = true, languages = null, language = null } = {}) {
  const dialog = document.querySelector("dialog.ask");
  const input = dialog.querySelector("input");
  dialog.querySelector("h2").textContent = title;
  input.hidden = !field;
  input.value = "";
  dialog.querySelector(".language").hidden = !languages;
  const tongue = dialog.querySelector("select");
  const offered = Object.entries(languages ?? {});
  tongue.replaceChildren(...offered.map(([code, name]) => element("option", { value: code, lang: code }, name)));
  if (language in (languages ?? {})) tongue.value = language;
  dialog.querySelector(".quiet").hidden = !field;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = () => resolve(dialog.returnValue === "ok" ? { text: input.value.trim(), language: tongue.value } : null);
    dialog.addEventListener("close", answer, { once: true });
  });
}
