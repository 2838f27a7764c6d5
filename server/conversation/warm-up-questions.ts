const marker = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;
const heading = /^\s*#{1,6}\s+/;

/** Most questions of one warm-up. */
export const mostQuestions = 500;

/**
 * The questions of a list in markdown or plain text: one a line, with or without a bullet or a number. A heading counts only
 * when it is a question itself; quotes, tables, code and rules do not. Each question once.
 */
export function warmUpQuestions(text: string): string[] {
  const lines = text.replaceAll(/```[\s\S]*?(?:```|$)/g, '').split(/\r?\n/);
  const questions = lines.flatMap((line) => {
    if (heading.test(line) && !line.trim().endsWith('?')) return [];
    const question = line
      .replace(heading, '')
      .replace(marker, '')
      .replaceAll(/\*\*|__|`/g, '')
      .trim();
    return /\p{L}/u.test(question) && !/^[|>]/.test(question) ? [question] : [];
  });
  return [...new Set(questions)].slice(0, mostQuestions);
}
