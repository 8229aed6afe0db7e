// How the server is asked: never a page instead of an answer, never for ever.
const PATIENCE = 20000;

/** A request whose redirections are not followed: one means that the session is over. */
export const ask = (path, how = {}) =>
  fetch(path, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...how });

/** Hand taps over, with the secret of forms. */
export const post = (meeting, secret, what) =>
  ask(`/rencontres/${meeting}/salle/gestes/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": secret },
    body: JSON.stringify(what),
  });
