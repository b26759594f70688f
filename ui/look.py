"""How the chat page looks, and the few lines of script it needs. Nothing in it is loaded from elsewhere."""

FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif")

# Four things that the template does not do by itself:
# - The page says that it is Chinese, whatever the language of the browser, which Gradio would say.
# - A [n] opens its card; followed as a link it would load the page anew, because of <base>.
# - Messages lose the label that repeats their own markup, which a screen reader would read out.
# - A new question is kept at the top while its answer grows, until the reader scrolls or clicks: the answer is what one
#   wants to read, and the many clauses below it would push it out of sight.
HEAD = """
<script>
const speak = () => { if (document.documentElement.lang !== "zh-Hans") document.documentElement.lang = "zh-Hans"; };
speak();
new MutationObserver(speak).observe(document.documentElement, { attributeFilter: ["lang"] });
let pinned = null, rows = 0;
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"])
  document.addEventListener(kind, () => { pinned = null; }, { capture: true, passive: true });
document.addEventListener("click", (event) => {
  const link = event.target.closest ? event.target.closest("#chat a.cite") : null;
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const card = document.getElementById(link.getAttribute("href").split("#")[1]);
  if (!card) return;
  card.open = true;
  card.scrollIntoView({ block: "nearest" });
  card.querySelector("summary").focus({ preventScroll: true });
}, true);
new MutationObserver(() => {
  const log = document.querySelector("#chat [role=log]");
  if (!log) return;
  log.setAttribute("aria-label", "对话");
  for (const message of log.querySelectorAll("[data-testid][aria-label]")) message.removeAttribute("aria-label");
  const all = log.querySelectorAll(".message-row [data-testid]");
  if (all.length > rows) pinned = all[rows];
  rows = all.length;
  if (pinned && pinned.isConnected) log.scrollTop += pinned.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
}).observe(document, { childList: true, subtree: true });
</script>
"""

CSS = """
.gradio-container { --quiet: #596170; --line: #d9dde3; --link: #1d4ed8; }
.gradio-container { width: 100% !important; max-width: 860px !important; margin: 0 auto !important; }
.dark .gradio-container, .gradio-container.dark { --quiet: #a9b0bd; --line: #444b57; --link: #8ab4ff; }
.gradio-container .main.app { padding: 16px !important; width: 100%; }
#top { flex-wrap: nowrap; align-items: flex-start; }
#title { min-width: 0 !important; }
#title h1 { font-size: 1.35rem; margin: 0; }
#title p { margin: .2rem 0 0; color: var(--quiet); line-height: 1.5; }
#new, #stop { min-width: 5.5em; flex: none; }
@media (max-width: 600px) { #top:has(#stop) { flex-wrap: wrap; } #top:has(#stop) #title { flex: 1 0 100%; } }
#question textarea::placeholder { color: var(--quiet); }
#question .submit-button { background: #1d4ed8; color: #fff; padding: 0 .9em; }
#chat .top-panel { display: none; }
#chat .placeholder-content { justify-content: center; gap: .8rem; }
#chat .placeholder { flex: none; height: auto; color: var(--quiet); }
#chat .examples { margin: 0; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); }
#chat .example { padding: .7rem .9rem; }
#chat .bubble { margin: 12px; max-width: calc(100% - 24px); }
#chat .bot { border: none; box-shadow: none; background: none; padding: 0; }
#chat .md { opacity: 1; }
#chat .message { overflow-wrap: anywhere; line-height: 1.75; }
#chat .understood, #chat .notice { color: var(--quiet); font-size: .9em; }
#chat .words + .cards { margin-top: .7rem; border-top: 1px solid var(--line); padding-top: .3rem; }
#chat a.cite { color: var(--link) !important; text-decoration: none; font-size: .85em; padding: 0 .15em; }
#chat a.cite:hover { text-decoration: underline; }
#chat details { padding: .3rem 0; font-size: .94em; }
#chat summary { cursor: pointer; line-height: 1.55; }
#chat summary .place { display: block; color: var(--quiet); font-size: .92em; padding-left: 1.1rem; }
#chat .status, #chat .draft, #chat .aside { font-size: .8em; border: 1px solid var(--line); border-radius: 4px; padding: 0 .4em;
  margin-left: .3em; white-space: nowrap; color: var(--quiet); }
#chat .draft { background: #fff4d6; border-color: #d9a520; color: #6d4a00; }
#chat .aside { border-style: dashed; }
#chat blockquote { margin: .4rem 0 !important; padding: .5rem .75rem; border: none; border-left: 3px solid var(--color-accent);
  background: var(--background-fill-secondary); color: var(--body-text-color); }
#chat .near blockquote { border-left: 3px dashed var(--line); }
#chat mark { background: #ffe9a8; color: #1c1c1c; padding: .05em 0; }
#chat s { opacity: .6; }
#chat .cell { border-left: 1px solid currentColor; margin: 0 .55em; opacity: .4; }
#chat .header, #chat .source { color: var(--quiet); font-size: .88em; }
#chat .header { margin-top: .3rem; }
#chat code { font-size: 1em; font-family: inherit; white-space: normal; border: none; background: none; padding: 0; color: inherit; }
"""
