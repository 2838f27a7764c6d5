import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** From a tint to a shade of the product's own teal; white is readable on 7 and darker ones. */
const desk: MantineColorsTuple = [
  '#eefaf8',
  '#d9f2ee',
  '#b2e3db',
  '#86d2c7',
  '#5cc0b3',
  '#38a99c',
  '#1b8c81',
  '#0f766e',
  '#0c5f59',
  '#094945',
];

/** Cool greys for the dark pages, from text to the deepest ground. */
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#c3c9d3',
  '#9aa4b3',
  '#6f7a8b',
  '#3d4653',
  '#2e3641',
  '#232a33',
  '#1a2027',
  '#14181e',
  '#0e1116',
];

/** Mantine's theme of the agent and admin pages. `desk` is the product's colour. */
export const staffTheme = createTheme({
  primaryColor: 'desk',
  primaryShade: { light: 7, dark: 7 },
  colors: { desk, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        closeButtonProps: { 'aria-label': 'Close the dialog' },
      },
      styles: { title: { fontSize: '1.05rem', fontWeight: 650 } },
    },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close the panel' } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Paper: { defaultProps: { withBorder: true } },
    Badge: { styles: { root: { textTransform: 'none', fontWeight: 600, letterSpacing: 0 } } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      styles: { description: { color: 'var(--staff-ink-soft)' } },
    },
  },
});
