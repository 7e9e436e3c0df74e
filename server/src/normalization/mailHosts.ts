import { createRequire } from "node:module";
import { lazy } from "./dictionaries.js";

const require = createRequire(import.meta.url);

const set = (text: string) => new Set(text.trim().split(/\s+/));

/** Companies that lists of free mail hosts wrongly carry: people there have these addresses from their employer. */
const EMPLOYERS =
  set(`facebook.com alibaba.com example.com example.org indiatimes.com about.com cisco.com ibm.com
  intel.com microsoft.com oracle.com sap.com amazon.com google.com apple.com netscape.com github.com gitlab.com
  redhat.com stripe.com hp.com dell.com siemens.com netflix.com uber.com twitter.com linkedin.com adobe.com
  salesforce.com vmware.com nokia.com ericsson.com samsung.com huawei.com telekom.de orange.com`);

/** Free hosts that lists lack; the last line holds the hosts of the demo's world. */
const FREE =
  set(`gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
  aol.com proton.me protonmail.com protonmail.ch pm.me gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de
  freenet.de mail.ru yandex.ru yandex.com ya.ru qq.com 163.com 126.com foxmail.com sina.com naver.com daum.net
  hanmail.net orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it fastmail.com fastmail.fm hey.com
  tutanota.com tuta.io zoho.com mailbox.org posteo.de riseup.net comcast.net verizon.net att.net bigpond.com
  freemail.example postbox.example webmail.example`);

const listed = lazy(() => {
  const common: unknown = require("email-providers/common.json");
  return new Set(Array.isArray(common) ? common.map(String) : []);
});

const disposable = lazy(() => {
  const hosts: unknown = require("disposable-email-domains");
  return new Set(Array.isArray(hosts) ? hosts.map(String) : []);
});

/** Whether anyone can have an address at the host. @param host lower-case ASCII */
export function isFreeHost(host: string): boolean {
  return FREE.has(host) || (listed().has(host) && !EMPLOYERS.has(host));
}

/** Whether the host gives throw-away addresses. */
function isDisposableHost(host: string): boolean {
  return disposable().has(host) && !FREE.has(host);
}

/** What a host says of the addresses at it. @param host lower-case ASCII */
export function mailHost(host: string) {
  return { free: isFreeHost(host), disposable: isDisposableHost(host) };
}
