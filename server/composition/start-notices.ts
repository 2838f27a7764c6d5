import type { Config } from '../config.ts';
import { settings } from '../config.ts';
import { documentFiles } from '../knowledge/folder-files.ts';

/** What the settings leave to be wished for, in words: nothing that stops a start. */
export async function startNotices(
  config: Pick<Config, 'publicUrl' | 'trustProxy' | 'knowledgeFolder'>,
): Promise<string[]> {
  const { publicUrl, trustProxy, knowledgeFolder } = settings;
  const notices: string[] = [];
  if (config.publicUrl?.startsWith('https:') && !config.trustProxy) {
    notices.push(
      `warning: ${publicUrl.name} is https, but ${trustProxy.name} is false. Behind a proxy all customers then count as one address and share its limits; set ${trustProxy.name}=true where a proxy of yours passes requests on.`,
    );
  }
  if ((await documentFiles(config.knowledgeFolder)).length === 0) {
    notices.push(
      `${knowledgeFolder.name} holds no documents yet (${config.knowledgeFolder}). Put some there, or upload them at /admin; they are taken in at once.`,
    );
  }
  return notices;
}
