import { parse } from 'csv-parse/sync';
import { cleanText } from '../reports/clean';
import type { Learner } from '../reports/results';
import { decodeText } from './decode-text';
import { UsageError } from './usage-error';
import { splitName, type Who } from './who';

/** A field of a person, and the headers that Canvas, Moodle, Gradescope, nbgrader and GitHub Classroom give it. */
const headers = {
  sisLogin: ['sisloginid'],
  username: ['username', 'login', 'loginname', 'loginid'],
  studentId: ['studentid', 'idnumber', 'sid', 'studentnumber', 'sisuserid'],
  id: ['id', 'identifier', 'userid', 'canvasid', 'participant', 'moodleid', 'lmsuserid'],
  github: ['githubusername', 'githublogin', 'github'],
  email: ['email', 'emailaddress', 'mail'],
  firstName: ['firstname', 'givenname', 'forename'],
  lastName: ['lastname', 'surname', 'familyname'],
  fullName: ['fullname', 'name', 'student', 'studentname', 'displayname', 'preferredname', 'sortablename'],
  alias: ['alias', 'aliases', 'githubid', 'othername'],
  role: ['role', 'roles'],
} as const;
type Field = keyof typeof headers;

/** What a learner is called in reports: the first of these that a roster has. */
const ids: Field[] = ['sisLogin', 'username', 'studentId', 'id', 'github', 'email'];
/** What a learner may be known by, the safest first. */
const known: Field[] = [...ids, 'alias', 'fullName'];

interface Person {
  learner: Learner;
  keys: Set<string>;
}

/** Who is in a class. */
export class Roster {
  /** For each name or number, those who have it. */
  private readonly byKey = new Map<string, Person[]>();
  private readonly seen = new Set<Person>();

  private constructor(private readonly people: Person[]) {
    for (const person of people)
      for (const key of person.keys) this.byKey.set(key, [...(this.byKey.get(key) ?? []), person]);
  }

  /**
   * @param bytes a CSV file, with commas, semicolons or tabs, as the platforms or a spreadsheet export it
   * @param path for messages
   * @throws UsageError if it is no roster, or two people have the same id
   */
  static read(bytes: Buffer, path: string): Roster {
    const name = cleanText(path);
    const [header = [], ...rows] = toRows(bytes, name);
    const columns = readHeader(header);
    const id = ids.find((field) => columns.has(field));
    if (!id)
      throw new UsageError(
        `invalid roster: ${name} has no column that tells who it is (expected one named id, username, student_id, SIS Login ID, SID or email in its first line)`,
      );
    const people = rows.flatMap((row) => toPerson(row, columns, id) ?? []);
    if (!people.length) throw new UsageError(`invalid roster: ${name} lists nobody`);
    const before = new Set<string>();
    for (const { learner } of people) {
      if (before.has(toKey(learner.id)))
        throw new UsageError(
          `invalid roster: ${name} has two lines for ${cleanText(learner.id)} (expected one)`,
        );
      before.add(toKey(learner.id));
    }
    return new Roster(people);
  }

  /** The person of the roster who handed in something; nothing if it has none, or cannot tell two of them apart. */
  find({ id, email, aliases }: Who): Learner | undefined {
    for (const alias of [id, ...(email ? [email] : []), ...aliases]) {
      const found = this.byKey.get(toKey(alias)) ?? [];
      if (found.length !== 1) continue;
      this.seen.add(found[0]!);
      return found[0]!.learner;
    }
    return undefined;
  }

  /** Those who were not found so far. */
  missing(): Learner[] {
    return this.people.filter((person) => !this.seen.has(person)).map(({ learner }) => learner);
  }
}

function toRows(bytes: Buffer, name: string): string[][] {
  try {
    const text = decodeText(bytes).replace(/^\ufeff?(?:sep=.\r?\n)?/i, '');
    const [line = ''] = text.split(/\r?\n|\r/, 1);
    const count = (mark: string): number => line.split(mark).length;
    const delimiter = [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0];
    return parse(text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new UsageError(
      `invalid roster: ${name} is not a CSV file: ${cleanText((error as Error).message, 200)}`,
    );
  }
}

/** In which columns each field is. */
function readHeader(header: string[]): Map<Field, number[]> {
  const columns = new Map<Field, number[]>();
  header.forEach((title, at) => {
    const plain = title.toLowerCase().replace(/[^a-z]/g, '');
    const field = (Object.keys(headers) as Field[]).find((field) =>
      (headers[field] as readonly string[]).includes(plain),
    );
    if (field) columns.set(field, [...(columns.get(field) ?? []), at]);
  });
  return columns;
}

/** Nothing for rows that are no learner's: Canvas' points possible and its test student, and teachers. */
function toPerson(row: string[], columns: Map<Field, number[]>, idField: Field): Person | undefined {
  const all = (field: Field): string[] =>
    (columns.get(field) ?? []).map((at) => row[at] ?? '').filter(Boolean);
  const one = (field: Field): string | undefined => all(field)[0];
  const role = one('role');
  if (/^(points possible|student, test|test student)$/i.test(one('fullName') ?? '')) return undefined;
  if (role !== undefined && !/student|learner/i.test(role)) return undefined;
  const id = one(idField) ?? ids.map(one).find(Boolean);
  if (!id) return undefined;
  const split = splitName(one('fullName') ?? '');
  const { firstName = split.firstName, lastName = split.lastName } = {
    firstName: one('firstName'),
    lastName: one('lastName'),
  };
  const email = one('email');
  const learner = {
    id,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(email && { email }),
  };
  const names = firstName && lastName ? [`${firstName} ${lastName}`, `${lastName} ${firstName}`] : [];
  const aliases = all('alias').flatMap((text) => text.split(/[;|]/));
  const sorted = names.map((name) => name.replace(/[^\p{L}\p{N}]/gu, '')); // as Canvas names files
  const numbers = all('id').map((number) => `#${number}`);
  const values = [...known.flatMap(all), ...numbers, ...aliases, ...names, ...sorted];
  return { learner, keys: new Set(values.map(toKey).filter(Boolean)) };
}

/** Names are compared without regard to case, accents that are written in two ways, and spaces. */
const toKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,]+/g, ' ')
    .trim();
