// Sentences that the server wrote, filled in by a script. What counts things comes as an object of
// its plural forms, by the categories of CLDR (languages/plurals.py).

export function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
}

// Digits and grouping as the server writes them (languages/formats.py).
export function inDigits(number) {
  const locale = document.documentElement.dataset.locale ?? document.documentElement.lang;
  return new Intl.NumberFormat(locale, { numberingSystem: "latn" }).format(number);
}

export function counted(forms, number) {
  const category = new Intl.PluralRules(document.documentElement.lang).select(number);
  return fill(forms[category] ?? forms.other, { number: inDigits(number) });
}
