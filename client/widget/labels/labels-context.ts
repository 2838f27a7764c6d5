import { createContext, useContext } from 'react';
import { en, type Labels } from './en.ts';

export const LabelsContext = createContext<Labels>(en);

export function useLabels(): Labels {
  return useContext(LabelsContext);
}
