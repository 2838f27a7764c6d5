/**
 * What an entry rests on, as tags in the cache's lineage index. Messages have tags of their own,
 * so that a disliked answer is evicted by the same single step as an edited document.
 */
export function documentTag(documentId: string): string {
  return `document:${documentId}`;
}

export function messageTag(messageId: string): string {
  return `message:${messageId}`;
}
