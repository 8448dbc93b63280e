import { checkerOf } from '../catalog/index.ts';
import { formatPlace } from '../model/index.ts';
import type { Asked, Body } from './asked.ts';
import { subjectOf, subjectWords } from './rank.ts';
import type { Question } from './text.ts';
import { thingsIn } from './things.ts';

/** Words that ask for packages; a question that has no others asks for all of them. */
const ASKING = new Set(
  'package packages dependency dependencies library libraries pip install installed need needs needed require required requires optional extra additional all list python'.split(
    ' ',
  ),
);
const ASKING_CJK = /依赖|安装|[哪些个的包库有要需]/g;

/** Which parameters want which optional package: those that a question names, else all. */
export const packagesAnswer = (asked: Asked): Body | undefined => {
  const { catalog, question, entities, language } = asked;
  const checker = checkerOf(catalog, 'train');
  if (catalog.rules === undefined || checker === undefined) return undefined;
  const { places } = catalog.rules;
  const all = checker.rules.rules.flatMap((rule, index) => {
    const place = places[rule.at];
    return rule.kind !== 'requirement' ||
      rule.subject === undefined ||
      rule.subject === null ||
      place === undefined
      ? []
      : [
          {
            subject: rule.subject,
            parameters: rule.parameters,
            condition: checker.describe(index),
            at: formatPlace(place),
          },
        ];
  });
  const words = new Set(question.words.map(({ text }) => plain(text)));
  const names = new Set([
    ...entities.parameters.map(({ name }) => name),
    ...thingsIn(asked).flatMap(({ sets }) => Object.keys(sets)),
  ]);
  const bySubject = all.filter(({ subject }) => words.has(plain(subject.replace(/[<>=!].*/, ''))));
  const byName = all.filter(({ parameters }) => parameters.some((name) => names.has(name)));
  const about = bySubject.length > 0 ? bySubject : byName;
  const shown = about.length > 0 || !isGeneral(question) ? about : all;
  if (shown.length === 0) return undefined;
  const title =
    language === 'zh'
      ? '需要另外安装的包（各自在所示条件下）：'
      : 'Packages that must be installed, each under its condition:';
  return {
    intent: 'packages',
    parameters: [...new Set(shown.flatMap(({ parameters }) => parameters))],
    text: [
      title,
      ...shown.map(({ subject, condition, at }) => `- ${subject}: \`${condition}\` (${at})`),
    ].join('\n'),
    evidence: shown.map(({ at }) => ({ at })),
  };
};

const isGeneral = (question: Question): boolean =>
  subjectWords(question).every((word) => ASKING.has(word)) &&
  !/\p{Script=Han}/u.test(subjectOf(question).replaceAll(ASKING_CJK, ''));

const plain = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '');
