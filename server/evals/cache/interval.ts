/** Wilson's 95% interval of a share (Wilson, JASA 22, 1927). */
export function wilsonInterval(count: number, of: number): [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = count / of;
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half =
    (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
