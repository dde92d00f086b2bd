/** The steps of answering that can be left out, to measure what each is worth (`evaluate --without STEP`). */
export const steps = {
  focus: 'takes the question out of what is around it',
  spelling: 'corrects slips against the vocabulary of the story',
  names: 'recognizes names in all their spellings',
  synonyms: 'lets everyday words that mean the same stand for each other',
  classifier: 'ranks topics by the classifier',
  coverage: 'ranks topics by how much of the question a phrasing covers, and back',
  unknowns: 'lets what the article does not say compete with what it says',
  chronology: 'computes answers from dated events',
} as const;

export type Step = keyof typeof steps;

export type Without = ReadonlySet<Step>;
