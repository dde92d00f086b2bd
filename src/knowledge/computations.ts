interface ComputationMeaning {
  /** What a question has to ask for. */
  readonly asks: string;
  /** A question that needs nothing else to be computed, as shown in suggestions. */
  readonly ask?: string;
}

/**
 * Questions that are computed from dated events instead of being looked up. Their ids stand beside those of facts and
 * unknowns in phrasings.
 */
export const computations = {
  'events-on-date': { asks: 'what the story says of a given day, month or year' },
  'first-event': { asks: 'which visit or meeting came first', ask: 'Which visit or meeting was the first?' },
  'last-event': {
    asks: 'which visit or meeting was the latest before this one',
    ask: 'Which visit or meeting was the latest before this one?',
  },
  'nth-event': { asks: 'the second, the third visit or meeting' },
  'event-before-last': {
    asks: 'the visit or meeting before the last one',
    ask: 'Which visit or meeting was the one before the last?',
  },
  'event-before': { asks: 'what came right before a certain event' },
  'event-after': { asks: 'what came right after a certain event' },
  'events-between': { asks: 'what happened between two events or dates' },
  'list-events': {
    asks: 'a list of visits or meetings',
    ask: 'Which earlier visits and meetings are there?',
  },
  'count-events': { asks: 'how many visits or meetings', ask: 'How many visits and meetings are there?' },
  'count-countries': { asks: 'in how many countries they met', ask: 'In how many countries did they meet?' },
  'gap-between': { asks: 'how much time lies between two events' },
  'time-since': {
    asks: 'how long ago an event was, or how long until it',
    ask: 'How long ago is the visit?',
  },
  'which-earlier': { asks: 'which of two events was earlier' },
  'within-visit': { asks: 'whether a date or an event falls within the visit' },
  'duration-days': { asks: 'how many days the visit lasts', ask: 'How many days does the visit last?' },
  'duration-nights': { asks: 'how many nights the visit has', ask: 'How many nights does the visit have?' },
} as const satisfies Record<string, ComputationMeaning>;

export type Computation = keyof typeof computations;

export const isComputation = (id: string): id is Computation => Object.hasOwn(computations, id);

/** A plain question that leads to a computation, where it needs no more than that. */
export const plainQuestion = (id: Computation): string | undefined => {
  const meaning: ComputationMeaning = computations[id];
  return meaning.ask;
};
