import type { AlignType, Nodes, RootContent, Table, TableRow } from 'mdast';
import { createElement, Fragment, memo, type ReactNode, useRef } from 'react';
import { GrowingMarkdown } from './growing-markdown.ts';
import { safeUrl } from './safe-url.ts';
import { splitText } from './split-text.ts';

/** Renders the marker of a citation. Keep it the same function between renders. */
export type RenderCitation = (number: number) => ReactNode;

export interface MarkdownProps {
  text: string;
  /** Without it, markers stay as they are written. */
  cite?: RenderCitation;
}

/**
 * Markdown as React elements, never as HTML. Raw HTML shows as text, images as their description, links lead to the
 * web, mail and telephone only. While the text grows only its last block is parsed and rendered again.
 */
export function Markdown({ text, cite }: MarkdownProps): ReactNode {
  const growing = useRef<GrowingMarkdown>(null);
  growing.current ??= new GrowingMarkdown();
  return growing.current
    .update(text)
    .map(({ key, node }) => <Block key={key} node={node} cite={cite} />);
}

const Block = memo(function Block({ node, cite }: { node: RootContent; cite?: RenderCitation }) {
  return render(node, cite);
});

/** Passed one by one, children need no keys: they only ever change from the end. */
function children(nodes: readonly Nodes[], cite: RenderCitation | undefined): ReactNode {
  return createElement(Fragment, null, ...nodes.map((node) => render(node, cite)));
}

function render(node: Nodes, cite: RenderCitation | undefined): ReactNode {
  switch (node.type) {
    case 'text':
      return textParts(node.value, cite);
    case 'paragraph':
      return <p>{children(node.children, cite)}</p>;
    case 'heading':
      return <p className="heading">{children(node.children, cite)}</p>;
    case 'strong':
      return <strong>{children(node.children, cite)}</strong>;
    case 'emphasis':
      return <em>{children(node.children, cite)}</em>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{children(node.children, cite)}</blockquote>;
    case 'list':
      return node.ordered ? (
        <ol start={node.start ?? 1}>{children(node.children, cite)}</ol>
      ) : (
        <ul>{children(node.children, cite)}</ul>
      );
    case 'listItem':
      return <li>{children(node.children, cite)}</li>;
    case 'table':
      return table(node, cite);
    case 'link':
      return link(node.url, children(node.children, cite));
    case 'image':
      return node.alt;
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'html':
      return node.value;
    default:
      return 'children' in node ? children(node.children, cite) : null;
  }
}

function textParts(text: string, cite: RenderCitation | undefined): ReactNode {
  const parts = splitText(text).map((part) => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'address') return link(part.url, part.url);
    return cite?.(part.number) ?? `[${part.number}]`;
  });
  return createElement(Fragment, null, ...parts);
}

function link(url: string, content: ReactNode): ReactNode {
  const href = safeUrl(url);
  if (href === null) return content;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {content}
    </a>
  );
}

function table(node: Table, cite: RenderCitation | undefined): ReactNode {
  const [head, ...body] = node.children;
  const align = node.align ?? [];
  return (
    <div className="table">
      <table>
        <thead>{head === undefined ? null : row(head, 'th', align, cite)}</thead>
        <tbody>
          {createElement(Fragment, null, ...body.map((each) => row(each, 'td', align, cite)))}
        </tbody>
      </table>
    </div>
  );
}

function row(
  node: TableRow,
  cell: 'th' | 'td',
  align: AlignType[],
  cite: RenderCitation | undefined,
): ReactNode {
  const cells = node.children.map((each, column) =>
    createElement(cell, { align: align[column] ?? undefined }, children(each.children, cite)),
  );
  return createElement('tr', null, ...cells);
}
