import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { loadedLater } from '../../kit/staff/later.tsx';
import { counted } from '../../kit/staff/words/numbers.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import { OnceInView } from '../parts/once-in-view.tsx';
import { Page } from '../parts/page.tsx';
import { RangeChooser } from '../range/range-chooser.tsx';
import { type RangeChoice, rangeBefore, rangeWords } from '../range/time-range.ts';
import { useRange } from '../range/use-range.ts';
import { Alerts } from './alerts.tsx';
import { BudgetCard } from './budget-card.tsx';
import { useFigures, useSeries } from './figure-queries.ts';
import { HeadlineTiles } from './headline-tiles.tsx';
import { LadderCard } from './ladder-card.tsx';
import { overviewCharts } from './overview-charts.ts';
import { ServedByCard } from './served-by-card.tsx';
import { SignalsCard } from './signals-card.tsx';
import { TokensCard } from './tokens-card.tsx';

const Bill = loadedLater(async () => (await import('./bill.tsx')).Bill);

/** Whether it helped, what it cost and how fast it was. */
export function OverviewPage(): ReactNode {
  const { choice, range, choose } = useRange();
  const figures = useFigures(range);
  return (
    <Page
      title="Overview"
      about={figures.data === undefined ? null : <Volume figures={figures.data} choice={choice} />}
      tools={<RangeChooser withBucket choice={choice} range={range} onChoose={choose} />}
    >
      <Alerts />
      <Loaded query={figures} what="The figures" placeholder={[128, 420, 260]}>
        {(value) =>
          value.conversations === 0 && value.answers === 0 ? (
            <NothingYet icon="chart" title={`Nobody asked anything ${rangeWords(choice)}`}>
              Choose a longer range, or open the <a href="/">sample shop</a> and ask the chat in its
              corner a question. Figures appear here within half a minute.
            </NothingYet>
          ) : (
            <Content figures={value} choice={choice} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Content({ figures, choice }: { figures: Figures; choice: RangeChoice }): ReactNode {
  const { range } = useRange();
  const before = useFigures(rangeBefore(range));
  const series = useSeries(range, choice.bucket);
  return (
    <Stack gap="md">
      <HeadlineTiles
        figures={figures}
        before={before.isPlaceholderData ? undefined : before.data}
        choice={choice}
      />
      <div className="admin-split">
        <LadderCard figures={figures} choice={choice} />
        <Stack gap="md">
          <ServedByCard figures={figures} choice={choice} />
          <BudgetCard figures={figures} choice={choice} />
          <SignalsCard figures={figures} choice={choice} />
        </Stack>
      </div>
      <Loaded query={series} what="The charts" placeholder={[300, 301]}>
        {(value) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            {overviewCharts(value).map((chart) => (
              <ChartCard key={chart.title} chart={chart} />
            ))}
          </SimpleGrid>
        )}
      </Loaded>
      <TokensCard figures={figures} choice={choice} />
      <OnceInView height={520}>
        <Bill figures={figures} choice={choice} />
      </OnceInView>
    </Stack>
  );
}

function Volume({ figures, choice }: { figures: Figures; choice: RangeChoice }): ReactNode {
  return (
    <>
      <NumberLink to={conversationsPath(choice)} label="All conversations of the range">
        {counted(figures.conversations, 'conversation')}
      </NumberLink>
      {` with ${counted(figures.customerMessages, 'question')} and ${counted(figures.answers, 'answer')} ${rangeWords(choice)}`}
    </>
  );
}
