import type { ReactNode } from 'react';
import { useLabels } from '../labels/labels-context.ts';
import { Icon } from './icons.tsx';

interface WelcomeProps {
  suggestions: readonly string[];
  onPick(text: string): void;
}

/** What stands where the conversation will be. */
export function Welcome({ suggestions, onPick }: WelcomeProps): ReactNode {
  const labels = useLabels();
  return (
    <div className="welcome">
      <h2>{labels.greeting}</h2>
      <p>{labels.greetingMore}</p>
      {suggestions.map((text) => (
        <button key={text} type="button" className="suggestion" onClick={() => onPick(text)}>
          <span>{text}</span>
          <Icon name="chevron" />
        </button>
      ))}
    </div>
  );
}
