import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CalibrationView } from '../../../shared/admin-protocol.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { countText, dash, intervalText, shareText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { thresholdWords, upperWrongWords } from './calibration-words.ts';

interface CalibrationTableProps extends Pick<CalibrationView, 'classes' | 'bound'> {}

/** One line for each class of questions that had a candidate. */
export function CalibrationTable({ classes, bound }: CalibrationTableProps): ReactNode {
  return (
    <Card
      title="By class of question"
      about={`The threshold is the lowest score of the verifier at which the wrong-hit rate stays within ${shareText(bound)} with 95% confidence.`}
      isFlush
    >
      {classes.length === 0 ? (
        <NothingYet icon="layers" title="Nothing was compared yet">
          A class appears with the first question that resembles one whose answer is kept.
        </NothingYet>
      ) : (
        <DataTable
          caption="Calibration by class of question"
          minWidth={920}
          columns={[
            'Class of question',
            'Served from',
            right('Lookups'),
            right('Observations'),
            right('Wrong above the threshold'),
            right('95% interval'),
            right('Upper bound'),
            right('Served'),
          ]}
        >
          {classes.map((line) => (
            <Table.Tr key={line.taskClass}>
              <Table.Th scope="row" fw={500}>
                {taskClassNames[line.taskClass]}
              </Table.Th>
              <Table.Td>{thresholdWords(line)}</Table.Td>
              <FigureCell>{countText(line.lookups)}</FigureCell>
              <FigureCell>{countText(line.observations)}</FigureCell>
              <FigureCell>
                {line.wrong.denominator === 0
                  ? dash
                  : `${countText(line.wrong.numerator)} of ${countText(line.wrong.denominator)}`}
              </FigureCell>
              <FigureCell>{intervalText(line.wrong) ?? dash}</FigureCell>
              <FigureCell>{upperWrongWords(line) ?? dash}</FigureCell>
              <FigureCell>{line.threshold === null ? dash : shareText(line.served)}</FigureCell>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </Card>
  );
}
