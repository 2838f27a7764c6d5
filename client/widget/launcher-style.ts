/** `phone` is where the chat fills the screen. */
export const phone = '(max-width: 480px), (max-height: 420px)';

/** Style of the launcher and the frame, inside a shadow root that the host page's rules do not reach. */
export function launcherStyle(color: string, ink: string, side: string, offsetPx: number): string {
  return `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;${side}:${offsetPx}px!important;bottom:${offsetPx}px!important}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:60px;height:60px;border-radius:50%;background:${color};color:${ink};cursor:pointer;box-shadow:0 6px 20px #0004;transition:transform .18s,box-shadow .18s}
button:hover{transform:scale(1.06);box-shadow:0 8px 26px #0005}
button:focus-visible{outline:3px solid ${color};outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{grid-area:1/1;width:28px;height:28px;transition:transform .2s,opacity .2s}
[aria-expanded=false] svg+svg,[aria-expanded=true] svg:first-child{opacity:0;transform:rotate(45deg) scale(.6)}
span{position:absolute;top:-3px;${side}:-3px;min-width:22px;height:22px;padding:0 6px;box-sizing:border-box;border-radius:11px;background:#c81e1e;color:#fff;font:600 13px/22px system-ui,sans-serif;text-align:center}
span[hidden],iframe[hidden]{display:none}
iframe{position:fixed;${side}:${offsetPx}px;bottom:${offsetPx + 76}px;width:min(400px,100vw - ${2 * offsetPx}px);height:min(680px,100dvh - ${offsetPx + 100}px);border:0;border-radius:18px;background:Canvas;box-shadow:0 12px 50px #0005;animation:a .22s ease-out}
@keyframes a{from{opacity:0;transform:translateY(14px)}}
@media ${phone}{iframe{inset:0;width:100vw;height:100dvh;border-radius:0}[aria-expanded=true]{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
@media print{:host{display:none!important}}`;
}
