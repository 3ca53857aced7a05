/** The look of a drawing, light and dark, in the drawing itself: a file of its own looks as the page does. */
export const SVG_STYLE = `
svg{--paper:#fff;--ink:#1b1f24;--faint:#59636e;--line:#6e7781;--frame:#d1d9e0;--frame-fill:#8c959f14;
--compute:#fff1e5;--compute-line:#bc4c00;--storage:#dafbe1;--storage-line:#1a7f37;--messages:#ffeff7;--messages-line:#bf3989;
--entry:#ddf4ff;--entry-line:#0969da;--network:#fbefff;--network-line:#8250df;--operation:#eff2f5;--operation-line:#59636e;
background:var(--paper);font-family:Helvetica,Arial,"Liberation Sans",sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#8b949e;--frame:#3d444d;--frame-fill:#656c7624;
--compute:#3d1f0a;--compute-line:#f0883e;--storage:#0f2d17;--storage-line:#3fb950;--messages:#371526;--messages-line:#f778ba;
--entry:#0c2342;--entry-line:#58a6ff;--network:#271052;--network-line:#ab7df8;--operation:#21262d;--operation-line:#9198a1}}
text{fill:var(--ink)}
.title{font-size:20px;font-weight:bold}.place,.legend text{font-size:12px;fill:var(--faint)}
.frame rect{fill:var(--frame-fill);stroke:var(--frame)}.frame.vpc rect,.frame.subnet rect{stroke:var(--network-line);stroke-opacity:.55;stroke-dasharray:6 4}
.frame text{font-size:12px;font-weight:bold;fill:var(--faint)}
.box{stroke-width:1.5;stroke-linejoin:round}.box text{stroke:none;text-anchor:middle;font-size:14px;font-weight:bold}
.box .kind{font-size:11px;font-weight:normal;fill:var(--faint)}.outside{stroke-dasharray:5 3}
.compute{fill:var(--compute);stroke:var(--compute-line)}.storage{fill:var(--storage);stroke:var(--storage-line)}
.messages{fill:var(--messages);stroke:var(--messages-line)}.entry{fill:var(--entry);stroke:var(--entry-line)}
.network{fill:var(--network);stroke:var(--network-line)}.operation{fill:var(--operation);stroke:var(--operation-line)}
.arrow path{fill:none;stroke:var(--line);stroke-width:1.5}
.arrow text{font-size:11px;fill:var(--faint);text-anchor:middle;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
#head path{fill:var(--line)}
`.trim()
