/** Raised when a client of an older version could no longer understand the server. */
export const protocolVersion = 1;

export const maxMessageCharacters = 4000;
