/** The console's whole style sheet; it stands in the page, under the hash in its CSP. */
export const style = `
:root{--ink:#17212b;--soft:#556371;--line:#dbe2e9;--ground:#fff;--wash:#f4f7fa;--blue:#0b57a4;--deep:#083e76;
--amber:#8a5300;--amber-wash:#fff5e0;--red:#b3261e;--red-wash:#fdeeed;--green:#17663a;--green-wash:#eaf6ef}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:1rem/1.5 "Plus Jakarta Sans",system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
a{color:var(--blue);text-underline-offset:.15em}a:hover{color:var(--deep)}
:focus-visible{outline:3px solid #f2b233;outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.5rem 1rem}
.bar,main,.clock{padding-inline:max(1rem,calc((100vw - 72rem)/2))}
.bar{background:var(--ground);padding-block:1rem .25rem;border-bottom:1px solid var(--line)}
.brand{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;justify-content:space-between}
.brand strong{font-size:1.15rem}.brand span{color:var(--soft);font-size:.9rem}
nav{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin-top:.5rem}
nav a{padding:.5rem 0;color:var(--soft);text-decoration:none;border-bottom:3px solid transparent}
nav a:hover{color:var(--deep);border-color:var(--line)}
nav a[aria-current]{color:var(--blue);border-color:var(--blue);font-weight:600}
.clock{background:var(--deep);color:#fff;padding-block:.75rem;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.clock time{font-size:1.1rem;font-weight:600}
.clock form{display:flex;flex-wrap:wrap;gap:.5rem}
.clock button{background:transparent;border-color:#8fb4da;color:#fff;padding:.3rem .75rem}.clock button:hover{background:#0b57a4}
main{padding-block:1.5rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.25rem 0 1rem}.soft{color:var(--soft)}.small{font-size:.875rem}
button,input,select{font:inherit;padding:.5rem .9rem;border:1px solid #74828f;border-radius:6px;background:#fff;color:inherit;max-width:100%}
button{background:var(--blue);border-color:var(--blue);color:#fff;font-weight:600;cursor:pointer}button:hover{background:var(--deep)}
button[aria-busy]{opacity:.65;cursor:progress}
.tools{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:1rem 0}.tools>div{min-width:0}.tools label{display:block;font-weight:600}
.card{background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;margin:0 0 1rem}
.list{list-style:none;margin:1rem 0;padding:0;background:var(--ground);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.list>li+li{border-top:1px solid var(--line)}
.list>li>a{display:grid;gap:.1rem 1rem;grid-template-columns:1fr auto;padding:.85rem 1.25rem;color:inherit;text-decoration:none}
.list .row{padding:.85rem 1.25rem}.list>li>a:hover{background:#eef4fb}.list strong{color:var(--blue);font-weight:600}
.list .when{color:var(--soft);font-size:.875rem;text-align:right}.list .who{grid-column:1/-1;color:var(--soft);font-size:.925rem}
.empty{background:var(--ground);border:1px dashed #aab6c1;border-radius:10px;padding:2.5rem 1.25rem;text-align:center;color:var(--soft)}
.empty strong{display:block;color:var(--ink);font-size:1.05rem}
.error{border-left:5px solid var(--red);background:var(--red-wash);padding:.75rem 1rem;margin:1rem 0}
.chip{display:inline-block;border-radius:99px;padding:.05rem .65rem;font-size:.85rem;font-weight:600;background:#e8eef5;color:#31465a;white-space:nowrap}
.chip.good{background:var(--green-wash);color:var(--green)}.chip.bad{background:var(--red-wash);color:var(--red)}.chip.busy{background:#e6f0fb;color:var(--deep)}
.scroll{overflow-x:auto;background:var(--ground);border:1px solid var(--line);border-radius:10px;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.925rem}
caption{text-align:left;padding:.6rem 1rem;font-weight:600}
th,td{padding:.5rem 1rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}th{color:var(--soft);font-weight:600;white-space:nowrap}
thead th{border-top:0}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.t{white-space:nowrap}
dl{display:grid;grid-template-columns:minmax(5rem,max-content) 1fr;gap:.25rem 1.25rem;margin:0}dt{color:var(--soft)}dd{margin:0}
pre{margin:0;padding:.75rem 1rem;background:var(--wash);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
main>pre{background:var(--ground);border:1px solid var(--line);border-radius:10px}
details{border-top:1px solid var(--line);padding:.5rem 1rem}details:first-of-type{border-top:0}summary{cursor:pointer}details pre{margin-top:.5rem}
.tabs{display:flex;flex-wrap:wrap;gap:0 1.25rem;border-bottom:1px solid var(--line);margin:1.25rem 0 1rem}
.tabs a{padding:.4rem 0;text-decoration:none;border-bottom:3px solid transparent}.tabs a[aria-current]{border-color:var(--blue);font-weight:600;color:var(--ink)}
iframe{display:block;width:100%;height:max(28rem,65vh);border:1px solid var(--line);border-radius:10px;background:#fff}
@media(max-width:34rem){.list>li>a{grid-template-columns:1fr}.list .when{text-align:left}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}.card{padding:1rem}}
`
