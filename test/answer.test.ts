import { describe, expect, it } from 'vitest';
import { cleanText, lastQuestion } from '../src/answer/clean.js';
import { decide } from '../src/answer/decide.js';
import { createEngine, type Engine } from '../src/answer/engine.js';
import { Synonyms } from '../src/answer/features.js';
import { type CompiledStory, compileStory } from '../src/answer/model.js';
import { decodeStory, encodeStory } from '../src/answer/model-file.js';
import type { Ranked } from '../src/answer/rank.js';
import { editDistance } from '../src/answer/spelling.js';
import type { Answer } from '../src/answer/types.js';
import { FirstWords } from '../src/answer/verdict.js';
import { commonEnglish } from '../src/knowledge/english.js';
import type { Fact } from '../src/knowledge/schema.js';
import { loadHarbour, openHarbour, harbourToday as today } from './fixtures/harbour.js';

const { compiled, engine } = await openHarbour();
const { story, lexicon } = compiled;
const before = encodeStory(compiled);

const ask = (text: string, topicBefore?: string) => engine.answer(text, today, topicBefore);
const cites = (answer: Answer) => answer.citations.map(({ sentence }) => sentence);
const understood = (text: string) => engine.explain(text, today).question;
const words = (text: string) => understood(text).tokens.map((token) => token.text);

describe('cleaning a text', () => {
  it.each([
    {
      what: 'bold, italics, code, spoilers',
      text: '**when** does _she_ `come` ||to|| __ilmen__',
      clean: 'when does she come to ilmen',
    },
    {
      what: 'mentions of members, roles, channels and commands',
      text: '<@123> <@!9> <@&1> <#2> </ask:33> who',
      clean: 'who',
    },
    {
      what: 'custom emoji and timestamps',
      text: '<:anchor:12345> <a:wave:9> <t:1700000000:R> who?',
      clean: 'who?',
    },
    {
      what: 'a masked link, of which the text stays',
      text: 'see [the mayor](https://evil.test/x) now',
      clean: 'see the mayor now',
    },
    { what: 'bare links', text: 'https://evil.test/?q=mayor who <http://a.test>', clean: 'who' },
    { what: 'quotes, headings and small print', text: '> who\n# is\n-# kern', clean: 'who is kern' },
    { what: 'what was struck out', text: 'when does ~~kern~~ lindt come', clean: 'when does lindt come' },
    { what: 'everyone', text: '@everyone who is kern', clean: 'who is kern' },
    {
      what: 'zero-width characters and soft hyphens',
      text: 'may\u200bor li\u00adn\u2060dt\ufeff',
      clean: 'mayor lindt',
    },
    {
      what: 'marks that turn the direction of text',
      text: '\u202ewhen\u202c \u2066now\u2069',
      clean: 'when now',
    },
    {
      what: 'letters that only look Latin',
      text: 'whеn dоes the mауor сome',
      clean: 'when does the mayor come',
    }, // Cyrillic е, о, а, у, с
    { what: 'full-width and mathematical letters', text: 'ｗｈｅｎ 𝐝𝐨𝐞𝐬 𝓼𝓱𝓮', clean: 'when does she' },
    {
      what: 'accents, and heaps of them',
      text: 'Nórdhàven z\u0335\u0321\u0322a\u0300\u0301lgo',
      clean: 'nordhaven zalgo',
    },
    { what: 'curly quotes and dashes', text: '“when’s” — june 3–5', clean: '"when\'s" - june 3-5' },
    { what: 'letters held down', text: 'whennnnn sooooo', clean: 'whenn soo' },
    { what: 'emoji and control characters', text: '📯🚢 when\u0007\u001b[31m now', clean: 'when 31m now' },
    { what: 'words of another script, which stay', text: 'Керн', clean: 'керн' },
    { what: 'nothing', text: ' \n\t\u200b ', clean: '' },
  ])('$what', ({ text, clean }) => {
    expect(cleanText(text)).toBe(clean);
  });

  const tale =
    'i had a long day at the harbour and my cousin told me all kinds of things about ferries, festivals and the weather in the north of the country';
  it.each([
    {
      what: 'the last question after a tale',
      text: `${tale}. who invited the mayor?`,
      asks: 'who invited the mayor?',
    },
    {
      what: 'the last of two questions',
      text: 'who is kern? and when does the mayor visit port ilmen?',
      asks: 'and when does the mayor visit port ilmen?',
    },
    {
      what: 'a question within one long sentence',
      text: `${tale} so when does the mayor visit port ilmen`,
      asks: 'when does the mayor visit port ilmen',
    },
    { what: 'all of a short message', text: 'kern and lindt, when', asks: 'kern and lindt, when' },
    {
      what: 'the beginning, where a word or two come after',
      text: 'who invited the mayor? anyone?',
      asks: 'who invited the mayor? anyone?',
    },
    {
      what: 'the question without what people add about themselves',
      text: 'who invited the mayor, my cousin says nobody did - i missed the news',
      asks: 'who invited the mayor,',
    },
    {
      what: 'the question without an aside in brackets',
      text: 'is the mayor here on 6/4 (in our notation, so june)?',
      asks: 'is the mayor here on 6/4 ?',
    },
    {
      what: 'a range of days as it is',
      text: 'is the mayor here june 3 - 5',
      asks: 'is the mayor here june 3 - 5',
    },
    {
      what: 'a correction too',
      text: 'when does kern arrive, i mean lindt',
      asks: 'when does kern arrive, i mean lindt',
    },
    {
      what: 'what they add too, where it asks something',
      text: 'is the mayor coming, i wonder when',
      asks: 'is the mayor coming, i wonder when',
    },
  ])('takes $what', ({ text, asks }) => {
    expect(lastQuestion(text)).toBe(asks);
  });
});

describe('understanding', () => {
  it.each([
    {
      what: 'abbreviations are spelled out',
      text: 'who came b4 lindt w/ kern',
      reads: ['who', 'came', 'before', 'Ada Lindt', 'with', 'Boris Kern'],
    },
    {
      what: 'chatter is left out',
      text: 'hey pls do you know who invited the mayor lol',
      reads: ['who', 'invited', 'the', 'mayor'],
    },
    { what: 'chatter alone stays', text: 'hey lol', reads: ['hey', 'lol'] },
    {
      what: 'slips are corrected',
      text: 'wich feryr and festvial in the harbor',
      reads: ['which', 'ferry', 'and', 'festival', 'in', 'the', 'harbor'],
    },
  ])('$what', ({ text, reads }) => {
    const names = (name: string | undefined, read: string) =>
      name ? (story.names.get(name)?.name ?? read) : read;
    expect(understood(text).tokens.map((token) => names(token.name, token.text))).toEqual(reads);
  });

  it('tells what was typed from what was read', () => {
    expect(understood('the festvial').tokens.find(({ typed }) => typed)).toMatchObject({
      typed: 'festvial',
      text: 'festival',
      known: true,
    });
  });

  it.each(['mayor', 'weather', 'kitchen', 'open'])('%s is a proper word and stays', (word) => {
    expect(words(`the ${word} there`)).toEqual(['the', word, 'there']);
  });

  it.each([
    { text: 'Mayor Lindt and Kern', names: ['lindt', 'kern'] },
    { text: 'KERN’s trip', names: ['kern'] },
    { text: 'what did Керн say', names: ['kern'] },
    { text: 'the mayor of nordhaven in port ilmen', names: ['lindt', 'ilmen'] },
    { text: 'lindt, lindt and lindt', names: ['lindt'] },
    { text: 'nordhavn', names: ['nordhaven'] }, // a slip
    { text: 'kernel', names: [] }, // a word that only begins like a name
  ])('names in “$text”', ({ text, names }) => {
    expect(understood(text).names).toEqual(names);
  });

  it.each([
    ['when does she come', 'when'],
    ['what time does it begin', 'when'],
    ['which town does he visit', 'where'],
    ['who came', 'who'],
    ['how many came', 'how many'],
    ['how long is it', 'how long'],
    ['why the festival', 'why'],
    ['did kern block the ferry', 'yes or no'],
    ['and is he there now?', 'yes or no'],
    ['kern blocked the line', 'statement'],
    ['ferry dispute', 'keywords'],
    ['', 'nothing'],
    ['🚢', 'nothing'],
  ])('“%s” is of the kind “%s”', (text, kind) => {
    expect(understood(text).kind).toBe(kind);
  });

  it.each([
    { text: 'the april visit', events: ['april-2029'] },
    { text: "kern's visit and the island meeting", events: ['october-2029', 'sund'] },
    { text: 'kern went to nordhaven', events: ['october-2029'] }, // the one time that he travelled there
    { text: 'on june 4', events: ['june-2031', 'festival-2031'] },
    { text: 'nothing of the kind', events: [] },
  ])('events in “$text”', ({ text, events }) => {
    expect(understood(text).events.map(({ event }) => event)).toEqual(expect.arrayContaining(events));
    if (events.length === 0) expect(understood(text).events).toEqual([]);
  });

  it.each([
    ['ferry', 'ferry', 0],
    ['fery', 'ferry', 1],
    ['feryr', 'ferry', 1],
    ['festvial', 'festival', 1],
    ['abcd', 'wxyz', 3], // no more than the limit and one
    ['', 'ab', 2],
  ])('from “%s” to “%s” it is %i edits', (a, b, edits) => {
    expect(editDistance(a, b, 2)).toBe(edits);
    expect(editDistance(b, a, 2)).toBe(edits);
  });
});

describe('answers', () => {
  it.each([
    { asked: 'When does the mayor visit?', sentences: [1] },
    { asked: 'WHEN DOES THE MAYOR VISIT PORT ILMEN', sentences: [1] },
    { asked: 'wen doess the mayr vist port ilmn', sentences: [1] }, // a slip in every word
    { asked: 'hey <@1234> pls, **when** does mayor lindt visit ilmen lol', sentences: [1] },
    { asked: 'whеn dоes the mауor visit', sentences: [1] }, // Cyrillic look-alikes
    { asked: '\u202ewhen does the may\u200bor visit\u202c', sentences: [1] },
    { asked: 'who invited mayor lindt', sentences: [1] },
    { asked: 'who asked lindt to come', sentences: [1] },
    { asked: 'harbour festival date?', sentences: [2] },
    { asked: 'when did kern go to nordhaven', sentences: [3] },
    { asked: 'Керн accused lindt of what', sentences: [5] },
    { asked: 'since when is there a ferry dispute', sentences: [5] },
    { asked: 'what happened on june 4', sentences: [1, 2] },
    { asked: 'what happened in october 2029', sentences: [3] },
    {
      asked: `${'The harbour was full of people and the band played on. '.repeat(70)} Who invited the mayor?`,
      sentences: [1],
    }, // 4,000 characters
  ])('$asked', ({ asked, sentences }) => {
    const answer = ask(asked);
    expect({ status: answer.status, cites: cites(answer) }).toEqual({ status: 'answered', cites: sentences });
    expect(answer.question).toBe(asked);
    expect(answer.basis).toBeDefined();
    expect(answer.facts.length).toBeGreaterThan(0);
  });

  it.each([
    {
      asked: 'who pays for the ferry',
      says: /^The article does not say who pays for the ferry\. It does say: Kern accused/,
      near: [5],
    },
    {
      asked: 'how much does the ferry cost',
      says: /^The article does not say who pays for the ferry/,
      near: [5],
    },
    {
      asked: 'what time does the festival begin',
      says: /^The article does not say at what hour the festival begins\./,
      near: [2],
    },
    {
      asked: 'hello',
      says: /^Hello! Ask about Mayor Lindt's visit to Port Ilmen, for example: When does the mayor visit\?$/,
      near: [],
    },
    { asked: '', says: /^That is no question about Mayor Lindt's visit to Port Ilmen\.$/, near: [] },
    { asked: '🚢🚢🚢', says: /^That is no question/, near: [] },
    { asked: 'what happened in 1999', says: /^The article says nothing of 1999\./, near: [3] },
  ])('not in the article: $asked', ({ asked, says, near }) => {
    const answer = ask(asked);
    expect(answer.status).toBe('not_in_article');
    expect(answer.text).toMatch(says);
    expect(cites(answer)).toEqual(near);
    expect(answer.basis).toBeUndefined();
  });

  it.each([
    { asked: 'cuando es la visita de lindt', language: 'Spanish' },
    { asked: 'когда приезжает мэр Керн', language: 'Russian' },
    { asked: 'коли їде мер', language: 'Ukrainian' },
    { asked: '市长什么时候来', language: 'Chinese' },
    { asked: '市長はいつ来ますか', language: 'Japanese' },
    { asked: '시장은 언제 옵니까', language: 'Korean' },
    { asked: 'متى يزور العمدة', language: 'Arabic' },
    { asked: 'πότε έρχεται ο δήμαρχος', language: 'another language' },
  ])('in $language: a kind line and never an answer', ({ asked, language }) => {
    const answer = ask(asked);
    expect(answer.status).toBe('not_in_article');
    expect(answer.text).toBe(
      `This looks like ${language}. I answer in English only, for now; the nearest topics are below.`,
    );
    expect(answer.suggestions.length).toBeGreaterThan(0);
  });

  it.each(['when does el mayor come', 'la ferry', 'que?'])(
    'a word or two of another language make no other language: %s',
    (asked) => {
      expect(understood(asked).language).toBeUndefined();
    },
  );

  it('shows notes beside the fact that they are about, and apart from its text', () => {
    const answer = ask('when is the harbour festival');
    expect(answer.notes).toEqual([
      {
        id: 'festival-history',
        text: 'The festival has been held since 1950.',
        url: 'https://example.org/festival',
      },
    ]);
    expect(answer.text).not.toMatch(/1950/);
    expect(ask('who invited the mayor').notes).toEqual([]);
  });

  it('quotes the article where the operator has put it beside the knowledge', () => {
    const sentences = story.sentences.map((sentence) => ({
      ...sentence,
      quote: `Quoted ${sentence.number}.`,
    }));
    const quoting = createEngine({ ...compiled, story: { ...story, sentences } });
    expect(quoting.answer('who invited the mayor', today).citations[0]?.quote).toBe('Quoted 1.');
    expect(ask('who invited the mayor').citations[0]).not.toHaveProperty('quote');
  });

  it.each(['when does the mayor visit', 'kern', 'who pays for the ferry', 'cuando es la visita'])(
    'offers at most three other readings, each once and never itself: %s',
    (asked) => {
      const { suggestions, topic } = ask(asked);
      expect(suggestions.length).toBeLessThanOrEqual(3);
      expect(new Set(suggestions.map((s) => s.topic)).size).toBe(suggestions.length);
      expect(suggestions.map((s) => s.topic)).not.toContain(topic);
    },
  );

  it.each(['when does the mayor visit', 'who pays for the ferry', 'when did kern go to nordhaven'])(
    'a suggestion leads to what it says: %s',
    (asked) => {
      const { suggestions } = ask(asked);
      expect(suggestions.length).toBeGreaterThan(0);
      for (const { topic, text, sentences } of suggestions) {
        const chosen = engine.answerTopic(topic, text, today);
        expect(chosen?.status).toBe('answered');
        if (story.facts.has(topic)) expect(chosen && cites(chosen)).toEqual(sentences);
        else expect(sentences).toEqual(expect.arrayContaining(chosen ? cites(chosen) : []));
      }
    },
  );
});

describe('decisions', () => {
  const ranked = (...scores: [topic: string, score: number][]): Ranked[] =>
    scores.map(([topic, score]) => ({ topic, score, probability: score, coverage: score, phrasing: -1 }));
  const question = understood('tell me about the mayor then');

  it.each([
    {
      what: 'one clear fact',
      ranks: ranked(['visit-dates', 0.9], ['october-visit', 0.05]),
      status: 'answered',
      topic: 'visit-dates',
    },
    {
      what: 'two facts of different sentences, as likely',
      ranks: ranked(['visit-dates', 0.4], ['october-visit', 0.39]),
      status: 'suggested',
      topic: undefined,
    },
    {
      what: 'two facts of the same sentence, as likely',
      ranks: ranked(['visit-dates', 0.4], ['visit-inviter', 0.39]),
      status: 'answered',
      topic: 'visit-dates',
    },
    {
      what: 'an unknown on top',
      ranks: ranked(['ferry-cost', 0.5], ['kern-accuses-lindt', 0.49]),
      status: 'not_in_article',
      topic: 'ferry-cost',
    },
    {
      what: 'a mere guess, which is never given',
      ranks: ranked(['visit-dates', 0.02], ['october-visit', 0.01]),
      status: 'suggested',
      topic: undefined,
    },
    {
      what: 'a computation that lacks what it needs',
      ranks: ranked(['gap-between', 0.9], ['october-visit', 0.08], ['visit-dates', 0.001]),
      status: 'answered',
      topic: 'october-visit',
    },
    { what: 'nothing', ranks: [], status: 'not_in_article', topic: undefined },
  ])('$what', ({ ranks, status, topic }) => {
    const { answer, why } = decide(story, question, ranks, today);
    expect({ status: answer.status, topic: answer.topic }).toEqual({ status, topic });
    expect(why).not.toBe('');
  });

  it.each([
    { asked: 'was kern away in june 2031', says: /^June 2031: Lindt's visit/ }, // another event falls on it
    { asked: 'was kern away in october 2029', says: /October 2029/ },
    { asked: 'was the october visit in june 2031', says: /October 2029/ }, // it is named, so it is what is meant
  ])('a reading of another date: $asked', ({ asked, says }) => {
    const { answer } = decide(story, understood(asked), ranked(['october-visit', 0.9]), today);
    expect(answer.status).toBe('answered');
    expect(answer.text).toMatch(says);
  });

  it('asks back with both readings', () => {
    const { answer } = decide(story, question, ranked(['visit-dates', 0.4], ['october-visit', 0.39]), today);
    expect(answer.text).toBe('Which of these did you mean?');
    expect(answer.suggestions).toEqual([
      { topic: 'visit-dates', text: 'When does the mayor visit?', sentences: [1] },
      { topic: 'october-visit', text: 'When did Kern go to Nordhaven?', sentences: [3] },
    ]);
    expect(cites(answer)).toEqual([]);
  });
});

describe('first words of an answer', () => {
  const blocked: Fact = {
    text: 'Lindt has blocked a ferry line.',
    sentences: [5],
    basis: 'reported',
    ask: 'What did Lindt do to the ferry line?',
    yes: ['block', 'blocked', 'blocking'],
    no: ['open', 'opened'],
  };
  const invited: Fact = {
    text: 'Mayor Kern invited Mayor Lindt.',
    sentences: [1],
    basis: 'reported',
    ask: 'Who invited the mayor?',
    yes: ['invite', 'invited'],
    roles: ['kern', 'invite', 'lindt'],
  };
  const firstWords = new FirstWords(story, (text) => understood(text), new Synonyms(lexicon));
  const firstWord = (asked: string, fact: Fact) => firstWords.of(understood(asked), fact);

  it.each([
    { asked: 'did lindt block a ferry line?', first: 'Yes.' },
    { asked: 'did lindt open a ferry line', first: 'No.' },
    { asked: 'did lindt not block the ferry line?', first: 'No.', why: 'a negation turns it' },
    { asked: "doesn't lindt block the ferry line?", first: 'Yes.', why: 'a negation that only asks' },
    { asked: 'lindt blocked the ferry line', first: 'Yes, the article says so.' },
    { asked: 'lindt never blocked the ferry line', first: 'The article says otherwise.' },
    { asked: 'lindt opened a ferry line', first: 'The article says otherwise.' },
    { asked: 'did lindt open or block a ferry line?', first: undefined, why: 'A or B is no yes/no question' },
    { asked: 'what did lindt block', first: undefined, why: 'no yes/no question' },
    { asked: 'did kern block a ferry line?', first: undefined, why: 'the fact does not speak of Kern' },
    { asked: 'did lindt only block a ferry line?', first: undefined, why: 'a qualifier' },
    {
      asked: 'did lindt block the harbour?',
      first: undefined,
      why: 'the fact does not speak of the harbour',
    },
    {
      asked: 'did lindt block a ferry line in april 2029?',
      first: undefined,
      why: 'a date of another event',
    },
    { asked: 'did lindt block a ferry line in 2019?', first: undefined, why: 'a date of no event' },
  ])('$asked → “$first”', ({ asked, first }) => {
    expect(firstWord(asked, blocked)).toBe(first);
  });

  it.each(['did lindt block a ferry line?', 'lindt opened a ferry line'])(
    'of a claim there is none: %s',
    (asked) => {
      expect(firstWord(asked, { ...blocked, basis: 'claimed', says: 'Boris Kern' })).toBeUndefined();
    },
  );

  it.each([
    { asked: 'did kern invite lindt', first: 'Yes.' },
    { asked: 'did lindt invite kern', first: 'No.' },
    { asked: 'lindt invited kern', first: 'The article says otherwise.' },
    { asked: 'was lindt invited by kern', first: 'Yes.', why: 'the passive turns it back' },
    { asked: 'was kern invited by lindt', first: 'No.' },
    {
      asked: 'did lindt accept what kern invited her to',
      first: undefined,
      why: 'the order of the names says nothing',
    },
    { asked: 'did lindt travel', first: undefined },
    { asked: 'who did lindt and kern invite', first: undefined },
  ])('who did it to whom: $asked → “$first”', ({ asked, first }) => {
    expect(firstWord(asked, invited)).toBe(first);
  });

  it('names that a fact does not speak of never get one, whatever the fact', () => {
    for (const fact of story.facts.values()) {
      if (!fact.yes && !fact.no) continue;
      for (const { name } of story.names.values()) {
        const cue = fact.yes?.[0] ?? fact.no?.[0] ?? '';
        const asked = `did ${name} ${cue} it`;
        const spoken = understood(fact.text).names.includes(understood(name).names[0] ?? '');
        if (!spoken) expect([asked, firstWord(asked, fact)]).toEqual([asked, undefined]);
      }
    }
  });
});

describe('follow-ups', () => {
  it.each([
    { after: 'april-visit', asked: 'how often?', topic: 'count-events' },
    { after: 'april-visit', asked: 'who invited her?', topic: 'visit-inviter' },
    { after: 'october-visit', asked: 'and what did he accuse her of?', topic: 'kern-accuses-lindt' },
    { after: 'kern-accuses-lindt', asked: 'and when did she come before?', topic: 'april-visit' },
    { after: 'kern-accuses-lindt', asked: 'did she block it?', topic: 'kern-accuses-lindt' }, // asks for the same, to have it confirmed
    { after: 'visit-dates', asked: 'when is the harbour festival?', topic: 'festival-date' }, // stands by itself
    { after: 'festival-date', asked: 'who invited the mayor', topic: 'visit-inviter' },
    { after: 'no-longer-known', asked: 'when is the harbour festival?', topic: 'festival-date' },
  ])('“$asked” after $after: $topic', ({ after, asked, topic }) => {
    expect(ask(asked, after)).toMatchObject({ status: 'answered', topic, question: asked });
  });

  it.each([
    { after: 'visit-inviter', asked: 'who else?' },
    { after: 'festival-date', asked: 'when?' },
  ])('“$asked” after $after is not answered with something else, for want of more', ({ after, asked }) => {
    const { status, topic } = ask(asked, after);
    expect(status === 'answered' ? topic : after).toBe(after);
  });
});

describe('what commands ask for', () => {
  it.each([
    { typed: 'lindt', text: 'Ada Lindt: Mayor of Nordhaven.', sentences: [1, 3] },
    { typed: 'Mayor Kern', text: 'Boris Kern: Mayor of Port Ilmen.', sentences: [1, 5] },
    { typed: 'KERN', text: 'Boris Kern: Mayor of Port Ilmen.', sentences: [1, 5] },
    { typed: 'Керн', text: 'Boris Kern: Mayor of Port Ilmen.', sentences: [1, 5] },
    { typed: 'lint', text: 'Ada Lindt: Mayor of Nordhaven.', sentences: [1, 3] },
    { typed: 'the mayor of nordhaven', text: 'Ada Lindt: Mayor of Nordhaven.', sentences: [1, 3] },
    { typed: 'Sund', text: 'Sund: An island.', sentences: [4] },
  ])('who is $typed', ({ typed, text, sentences }) => {
    const answer = engine.who(typed, today);
    expect(answer.text.split('\n')[0]).toBe(text);
    expect({ status: answer.status, cites: cites(answer) }).toEqual({ status: 'answered', cites: sentences });
  });

  it('does not pass a claim off as reported', () => {
    expect(engine.who('kern', today).facts).toContain('kern-accuses-lindt');
    expect(engine.who('kern', today).basis).not.toBe('reported');
    expect(engine.who('sund', today).basis).toBe('reported');
  });

  it.each(['nobody', '__proto__', 'constructor', '   ', '<@1>'])(
    'who is %j: nobody that the article mentions',
    (typed) => {
      const answer = engine.who(typed, today);
      expect({ status: answer.status, cites: cites(answer) }).toEqual({
        status: 'not_in_article',
        cites: [],
      });
    },
  );

  it.each([
    { topic: 'The ferry dispute', facts: ['dispute-start', 'kern-accuses-lindt'], basis: undefined }, // reported and claimed
    { topic: 'ferry', facts: ['dispute-start', 'kern-accuses-lindt'], basis: undefined },
    { topic: 'festivl', facts: ['festival-date'], basis: 'expected' },
  ])('background: $topic', ({ topic, facts, basis }) => {
    const answer = engine.context(topic, today);
    expect({ facts: answer.facts, basis: answer.basis }).toEqual({ facts, basis });
    expect(answer.text.split('\n')).toEqual(facts.map((id) => story.facts.get(id)?.text));
  });

  it.each(['xyzzy', '__proto__', 'constructor'])('background: nothing under %s', (topic) => {
    expect(engine.context(topic, today)).toMatchObject({
      status: 'not_in_article',
      citations: [],
      facts: [],
    });
  });

  it.each([
    { filter: {}, facts: ['visit-dates', 'march-meeting', 'sund-meeting', 'october-visit', 'april-visit'] },
    { filter: { person: 'kern' }, facts: ['march-meeting', 'sund-meeting', 'october-visit'] },
    { filter: { person: 'Mayor Lindt', year: 2029 }, facts: ['sund-meeting', 'april-visit'] },
    { filter: { year: 2030 }, facts: ['march-meeting', 'sund-meeting'] }, // without a date, it may be of that year,
    { filter: { year: 1999 }, facts: [] },
    { filter: { person: 'nobody' }, facts: [] },
    { filter: { person: 'sund' }, facts: [] }, // a place does not travel
  ])('visits $filter, newest first', ({ filter, facts }) => {
    const answer = engine.visits(filter, today);
    expect({ status: answer.status, facts: answer.facts }).toEqual({
      status: facts.length > 0 ? 'answered' : 'not_in_article',
      facts,
    });
  });

  it('the dates of the visit, and what falls within them', () => {
    const answer = engine.visitDates(today);
    expect(answer.text).toBe(
      "Mayor Lindt's visit to Port Ilmen was announced for June 3 to June 5. The harbour festival is on June 4.",
    );
    expect({ cites: cites(answer), basis: answer.basis }).toEqual({ cites: [1, 2], basis: 'expected' });
  });

  it.each([
    { when: '4 June', status: 'answered', sentences: [1, 2] },
    { when: 'October 2029', status: 'answered', sentences: [3] },
    { when: '2028', status: 'answered', sentences: [5] },
    { when: 'july', status: 'not_in_article', sentences: [1, 4] }, // what lies nearest
    { when: 'whenever', status: 'not_in_article', sentences: [] },
    { when: '', status: 'not_in_article', sentences: [] },
  ])('on $when', ({ when, status, sentences }) => {
    const answer = engine.onDate(when, today);
    expect({ status: answer.status, cites: cites(answer) }).toEqual({ status, cites: sentences });
  });

  it.each([
    { paragraph: undefined, sentences: [1, 2, 3, 4, 5] },
    { paragraph: 1, sentences: [1, 2] },
    { paragraph: 3, sentences: [5] },
    { paragraph: 4, sentences: [] },
    { paragraph: 0, sentences: [] },
    { paragraph: -1, sentences: [] },
    { paragraph: 1.5, sentences: [] },
  ])('the outline of paragraph $paragraph', ({ paragraph, sentences }) => {
    const answer = engine.source(paragraph);
    expect(cites(answer)).toEqual(sentences);
    expect(answer.text).toBe(
      sentences.length > 0
        ? sentences.map((n) => `${n}. ${story.sentences[n - 1]?.text}`).join('\n')
        : 'The article has paragraphs 1 to 3.',
    );
  });

  it('checks each claim of a message by itself, five at most, and leaves out what is too short to claim anything', () => {
    const found = engine.check(
      'Kern accused Lindt of blocking a ferry line. Really? Lindt opened a ferry line!\nHm.',
      today,
    );
    expect(found.map(({ question, text }) => [question, text.split('.')[0]])).toEqual([
      ['Kern accused Lindt of blocking a ferry line.', 'Kern accused Lindt of blocking a ferry line'],
      ['Lindt opened a ferry line!', 'Kern accused Lindt of blocking a ferry line'],
    ]);
    expect(engine.check('Kern invited Lindt to the port. '.repeat(40), today)).toHaveLength(5);
    expect(engine.check('', today)).toEqual([]);
  });

  it.each(['festival-date', 'ferry-cost', 'first-event', 'greeting'])(
    'the topic %s, chosen by its id',
    (topic) => {
      expect(engine.answerTopic(topic, 'as it was shown', today)).toMatchObject({
        topic,
        question: 'as it was shown',
      });
    },
  );

  it.each(['nope', '__proto__', 'constructor', '', 'gap-between'])(
    'no answer of a topic %j that is not known or says too little',
    (topic) => {
      expect(engine.answerTopic(topic, 'x', today)).toBeUndefined();
    },
  );
});

describe('completions', () => {
  const kinds = ['completeQuestions', 'completeTopics', 'completeNames'] as const satisfies (keyof Engine)[];

  it.each(kinds)('%s has useful choices for empty input', (kind) => {
    const first = {
      completeQuestions: 'When does the mayor visit?',
      completeTopics: 'The visit',
      completeNames: 'Ada Lindt',
    }[kind];
    expect(engine[kind]('')[0]?.name).toBe(first);
    expect(engine[kind]('   ')).toEqual(engine[kind](''));
  });

  it.each([
    { kind: 'completeQuestions', typed: 'harb fest', first: 'When is the harbour festival?' },
    { kind: 'completeTopics', typed: 'ferr', first: 'The ferry dispute' },
    { kind: 'completeNames', typed: 'nordh', first: 'Nordhaven' },
    { kind: 'completeNames', typed: 'kern', first: 'Boris Kern' },
  ] as const)('$kind: $typed → $first', ({ kind, typed, first }) => {
    expect(engine[kind](typed)[0]?.name).toBe(first);
  });

  it.each(
    kinds.flatMap((kind) =>
      ['', 'e', 'mayor', 'zzzzzz', '__proto__', '\u202e', 'q'.repeat(6000), '[(*+?'].map((typed) => ({
        kind,
        typed,
      })),
    ),
  )('$kind keeps within Discord’s 25 choices of 1 to 100 characters', ({ kind, typed }) => {
    const choices = engine[kind](typed);
    expect(choices.length).toBeLessThanOrEqual(25);
    for (const { name, value } of choices) {
      expect(name).toMatch(/^.{1,100}$/u);
      expect(value).toMatch(/^.{1,100}$/u);
    }
  });
});

describe('hostile texts', () => {
  const texts = [
    '@everyone @here <@&1> <@2> <#3>',
    '[click here](https://evil.test) ![](x)',
    '__proto__',
    'constructor',
    'toString valueOf hasOwnProperty',
    '{"__proto__":{"x":1}}',
    '\u202e\u2066\u200b\u0000\u0007\u001b[2J',
    '\ud800 lone \udfff surrogates',
    'a\u0300'.repeat(3000),
    'when '.repeat(800),
    'w'.repeat(4000),
    '?'.repeat(4000),
    '🚢'.repeat(2000),
    '9'.repeat(4000),
    `${'1/'.repeat(2000)}`,
    `when is ${'the '.repeat(900)}festival`,
    `${'['.repeat(2000)}${']('.repeat(1000)}`,
    `${'~~'.repeat(2000)}`,
    `${'<@'.repeat(2000)}`,
    '/ask <script>alert(1)</script> {{7*7}} %s %n `rm -rf /`',
    "'; DROP TABLE gaps; --",
    `june ${'3-'.repeat(1000)}`,
    'last '.repeat(500).concat('year'),
    '. '.repeat(2000),
    'is is is '.repeat(400),
  ];
  it.each(texts.map((text) => ({ shown: text.slice(0, 24), text })))('$shown', ({ text }) => {
    const start = performance.now();
    const answer = ask(text);
    const took = performance.now() - start;
    expect(answer.question).toBe(text);
    expect(['answered', 'suggested', 'not_in_article']).toContain(answer.status);
    // Nothing that was typed comes back in what the bot says.
    expect(answer.text).not.toMatch(
      /@everyone|<@|evil\.test|script|\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u,
    );
    expect(took).toBeLessThan(1000);
    for (const call of [
      () => engine.who(text, today),
      () => engine.context(text, today),
      () => engine.onDate(text, today),
      () => engine.visits({ person: text }, today),
      () => engine.check(text, today),
      () => engine.answer('why?', today, text),
    ]) {
      expect(call()).toBeDefined();
    }
  });
});

describe('purity', () => {
  const asked = [
    'when does the mayor visit',
    'how long until the visit',
    'kern',
    'who pays for the ferry',
    '',
    'cuando es la visita',
  ];

  it.each(asked)('the same question has the same answer: “%s”', (text) => {
    const fresh = createEngine(decodeStory(before) as CompiledStory);
    expect(fresh.answer(text, today)).toEqual(ask(text));
    expect(ask(text)).toEqual(ask(text));
  });

  it('depends on the day only where it is reckoned to it', () => {
    const later = '2031-06-01';
    expect(engine.answer('how long until the visit', later).text).not.toBe(
      ask('how long until the visit').text,
    );
    expect(engine.answer('when does the mayor visit', later)).toEqual(ask('when does the mayor visit'));
    expect(ask('how long until the visit').text).toMatch(/^In 33 days/);
  });

  it('leaves the story and what was learned as they were, whatever is asked', () => {
    for (const text of asked) {
      engine.answer(text, today, 'visit-dates');
      engine.check(text, today);
      engine.completeQuestions(text);
    }
    expect(Buffer.from(encodeStory(compiled)).equals(Buffer.from(before))).toBe(true);
  });
});

describe('compiled stories', () => {
  it('are learned the same every time', async () => {
    const again = compileStory(await loadHarbour(), { english: await commonEnglish() });
    expect(Buffer.from(encodeStory(again)).equals(Buffer.from(before))).toBe(true);
  });

  it('come back from bytes as they were, wherever the bytes lie', () => {
    const shifted = new Uint8Array(before.length + 1);
    shifted.set(before, 1);
    for (const bytes of [before, shifted.subarray(1)]) {
      const decoded = decodeStory(bytes) as CompiledStory;
      expect(decoded.story).toEqual(story);
      expect(decoded.lexicon).toEqual(compiled.lexicon);
      expect(decoded.model.topics).toEqual(compiled.model.topics);
      expect(decoded.model.featureVectors).toEqual(compiled.model.featureVectors);
      expect(decoded.model.phrasingTexts()).toEqual(compiled.model.phrasingTexts());
    }
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['something short', new Uint8Array(7)],
    ['something else', new TextEncoder().encode('a text that is no story at all')],
    ['half of one', before.slice(0, before.length >> 1)],
    ['the beginning of one', before.slice(0, 64)],
  ])('are not read from %s', (_, bytes) => {
    expect(decodeStory(bytes) === undefined).toBe(true);
  });
});
