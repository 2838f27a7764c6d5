import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { signInSchema } from '../../../shared/admin-protocol.ts';
import { Brand } from './brand.tsx';
import { Problem } from './problem.tsx';
import { useSignIn } from './session.ts';
import { requestErrorOf } from './staff-error.ts';

/** Where an agent or admin signs in. Shown by `StaffPage` while nobody is signed in. */
export function SignInPage(): ReactNode {
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const credentials = signInSchema.safeParse({ email, password });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (credentials.success) signIn.mutate(credentials.data);
  };
  return (
    <main className="staff-sign-in">
      <div className="staff-sign-in-box">
        <Brand />
        <Paper p="xl" radius="lg" shadow="sm">
          <form onSubmit={submit}>
            <Stack>
              <div>
                <Title order={1}>Sign in</Title>
                <Text c="dimmed" size="sm" mt={4}>
                  For agents and admins of this help desk.
                </Text>
              </div>
              <TextInput
                label="E-mail"
                type="email"
                autoComplete="username"
                autoFocus
                required
                withAsterisk={false}
                size="md"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label="Password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                size="md"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              <Problem thrown={signIn.error} words={wordsOf(signIn.error)} />
              <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text c="dimmed" size="xs" ta="center">
          No account, or forgot your password? An admin can create one or set a new password under
          Users.
        </Text>
      </div>
    </main>
  );
}

/** Here these codes mean that the pair is wrong, whichever half. */
function wordsOf(thrown: unknown): string | undefined {
  const { code } = requestErrorOf(thrown);
  return code === 'not-signed-in' || code === 'not-allowed'
    ? 'This e-mail and password do not belong together.'
    : undefined;
}
