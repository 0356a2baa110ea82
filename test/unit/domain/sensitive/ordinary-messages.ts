import { items } from './corpus-pieces.ts'

/**
 * Each is something support could really write, and holds something that looks like what must not be written. A few are
 * stopped, and stay here: “we run 10.2.0.1” and “us at example dot conf” say nothing that tells them from the real thing.
 */
export const everydayMessages: string[] = items(`
We are investigating slow responses since 14:05 UTC; the next update follows at 14:35 UTC.
Between 14:05–14:20 UTC about 3.5% of requests failed with error 503.
The maintenance window is 2026-11-21 – 2026-11-24, each night from 01:00 to 03:00 CET.
Version 10.2.0.1 fixes the problem; please update.
Please update the desktop app from version 10.2.0.1 to 10.2.0.2.
Release 192.168.1.0 is out? No, that was a joke: release 5.1.0 is out.
Chrome 120.0.6099.109 shows a blank page; 120.0.6099.130 works.
The driver v10.15.7.2 is affected, v10.15.7.3 is not.  macOS 10.15.7 and iOS 17.0.3 are supported again.
Firmware 10.4.17.3 is rolled back to 10.4.16.9.  INC-20261121-001 is resolved.
Incident INC-1042 is closed; see INC-1043 for what is left.
Your reference is 3f2b8c1e-9d4a-4c7b-8e21-5a6b7c8d9e0f.
Request id req_01HV8K2M9QZ: please quote it when you write to us.  Order 4000123412341235 was sent twice.
Order 2026-1121-0045-7782 is complete.  Orders 4155550130 to 4155550139 are processed.
Tracking number 1Z999AA10123456784 works again.  Parcel RR123456785DE arrived.
Invoice RE-2026-0012345 replaces RE-2026-0012344.  Tickets #48213, #48214 and #48219 have the same cause.
ISBN 978-3-16-148410-0 was listed with the wrong price.  The price is 1.234.567,89 € and not 1.234.567,98 €.
We refunded $1,249.00 to each of 1,204 customers.
The limit is 1,000,000,000 rows, or 1 000 000 000 in your language.
It affects 0.02 % of accounts, 12 in 60 000.  The map centres on 52.520008, 13.404954 again.
HTTP 429 Too Many Requests is sent with Retry-After: 30.
Error code: 0x80070005 means that access was denied.  Error ERR_CONNECTION_RESET is gone.
If you see E11000 or ORA-00942, reload the page.  Error code is 1234567; it can be ignored.
Token: expired. Please sign in again.  Token: expired sessions are now renewed by themselves.
"Token: invalid" is shown by mistake.  Your password: nothing has to be changed.
Password: at least 12 characters from now on.  Password reset: working again.
Your password is safe and was not affected.  The password is required twice.
If your password is rejected, reset it at https://example.com/reset.
Password is incorrect although it was typed correctly: this is fixed.  The password was changed for nobody.
Passwords with umlauts are accepted again.  Use a password of 16 characters or more.
Das Passwort ist abgelaufen, wenn es älter als 180 Tage ist.  Bitte ändern Sie Ihr Passwort nicht.
Le mot de passe est valable 90 jours.  API key: create a new one under Settings.
API keys: all of them keep working.  Secret: none of this was ever written down.
Set api_key=YOUR_API_KEY in your configuration.  Send Authorization: Bearer <token> with every call.
Send the header "Authorization: Bearer YOUR_TOKEN" as before.  The access token is valid for 60 minutes.
The access token is missing in 1 of 300 answers.  Your PIN is not accepted by the terminal; use the app.
The status code is 500 instead of 404.  One-time codes arrive late by up to 90 seconds.
The one-time code is sent again after 60 seconds.  Cookie: the banner no longer covers the page.
Cookies: accepted ones are kept for 365 days.  The session is kept for 8 hours.
Credentials are checked again after a minute.  Login: works. Search: works. Export: slow.  We are here 24/7.
Support answers 9-17 on weekdays, 24/7 for Enterprise.
Call volume rose to 1200 per hour; phone support is slower.  Call us on the number on your invoice.
Mobile app 5.12.0 and mobile web are affected.  Phone: we call back within 20 minutes.
At 12:30:45 we switched over; at 12:31:10 all was well.  The video starts at 00:12:30:15.
From 08:00:00 to 08:04:59 nothing was delivered.  Ratio 1:2:3 becomes 1:2:4.
std::string and a::b are shown correctly again.
Timestamps such as 2026-11-21T14:05:00Z or 2026-11-21T14:05:00+01:00 are right.
Unix time 1763733900 was shown instead of a date.  Run 20261121140500 is repeated tonight.
Ids 100000-100499 and 100600-100999 are imported.  Rows 4000 - 4999 and 5000 - 5999 were skipped.
Pages 12-14, 17-19 and 200-210 of the manual are new.  Phase 1 of 3 is done, phases 2-3 follow 2026-11-23.
The quarter 2026-07-01/2026-09-30 is complete.  On 21.11.2026 and 22.11.2026 reports are late.
On 11/21/2026 at 2:05 pm PST it was fixed.  Tuesday 14.05. to 16.05., 10.00-12.00 Uhr.
We doubled capacity from 200 to 400 nodes in eu-west-1.
Regions eu-west-1, us-east-1 and asia-northeast1 are healthy.
europe-west3-a is slow; asia-southeast1 is not.
See https://status.example.com/incidents/7f3kq02mzq81 for details.
See https://docs.example.com/en/latest/api/tokens.html#password-reset.
https://example.com/blog/2026/11/21/what-happened-on-friday explains it.
Download https://example.com/files/app-10.2.0.1-x64.exe again.
The site example.com and its sub-sites www.example.com and help.example.co.uk are back.
Read more at www.example.com/help?id=48213&lang=en.  Follow @example on social media.
Write to us through the form at example.com.  We look at every report. Come back at ten.
Look at the status page at example dot-by-dot.  Meet us at booth 14, hall 3.
Mails at large companies are delivered with delay.  Node.js 22.11.0 and next.js 15 are supported.
The file app.local.json is no longer needed.  Rename .env.local to .env if you use our template.
An internal server error was shown.  Our internal tests passed. Local tests too.
Local time is used instead of UTC.  This was an internal mistake, not an attack.
The corp. plan and the pro plan are affected.  svc, lan and other short names can be used as tags again.
Use en-US, sk-SK or de-DE as locale.  sk-learn models are exported correctly.
IP-based limits are raised to 500 a minute.  I-frames work in all browsers.
IPv4 and IPv6 are both served again.  Port 443 is reachable, port 8443 is not.
The MAC version and the Windows version differ.
Checksum sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 is right.
The fix is commit 4f2a9c1d of our open library.  Build 20261121.4 (a1b2c3d) is live.
Model gpt-4o-2024-08-06 answers slower than claude-sonnet-4-5-20250929.
Our plan “Team 50/500” includes 50 seats and 500 GB.  Throughput is 1.2 GB/s, latency 35-40 ms (p99 210 ms).
99.95 % uptime in October; 99.2 % so far in November.  Win 10 22H2 and Win 11 24H2 are fine.
3 of 4 databases are back; the 4th follows by 16:00.  Severity 2, priority P1, category B-17.
It rained 12 34 56 78 times; this text is a test of our editor.
ÜBERSICHT: 1. Anmeldung geht. 2. Suche geht. 3. Export folgt.
Les exports du 21/11/2026 sont disponibles; 14 h 05 – 14 h 20.  エクスポートは14:05から14:20まで停止していました。
2026年11月21日 14:05に復旧しました。  Status: ✅ login · ✅ search · ⏳ export (70 %)  - Login: fixed
- Search: 2-3 s slower than usual  > Quoted: “It takes 5-10 minutes.” It takes 2 now.
*Update 3/5:* the queue went from 120,000 to 4,512 messages.
The code SPRING-2026-SALE is valid until 2026-12-31.  Voucher ABCD-EFGH-1234 can be used once more.
Customer numbers starting with 4711 or 0815 were affected.
Article 000123456 and article 000123457 are swapped.  Batch 2026/47/0012 is complete.
VAT is 19 %, not 7 %; VAT ID DE123456789 is ours.  Section 4.2.1.3 of the terms is unchanged.
Use a size of 1920x1080 or 3840x2160.  RFC 7231, ISO 8601 and ISO 27001 are mentioned in the guide.
GDPR art. 33 does not apply: no personal data was involved.
No e-mail addresses, phone numbers or passwords were exposed.  No secrets or keys leaked; tokens stay valid.
Please allow our new outgoing addresses 203.0.113.10 and 203.0.113.11.
The SSO login with SAML 2.0 and OpenID Connect works again.  Basic authentication ends on 2027-01-31.
Basic plan: 10 users; Bearer bonds are not our business.
Your login code: it arrives by text message in at most 2 minutes.  Sort codes are shown as 12-34-56 again.
+20 % load and +3 nodes were the cause.  We expect 10-15-20 minutes of delay in steps.
The password is e.g. refused when it has an umlaut.  Your token is OAuth-based and still valid.
react@18.2.0 and vue@3.4.1 are supported by our SDK.  The image logo@2x.png is shown blurred.
Follow us @example.social for more.
Please allow 203.0.113.10, 203.0.113.11 and 198.51.100.7 in your firewall.
Login: SSO works, password: works too.  Our password policy changed: 12 characters, one digit.
Two-factor codes: SMS is delayed, app codes work.  The code 503 is shown to 2 % of you.
Use code 503 as a hint when you write to us.  Use code WINTER26 for 20 % off.
The key to success is patience.  The key 4 on the keypad is stuck in the app.
API key creation fails with 500.  API key v2 replaces API key v1 on 2027-01-01.
Access token lifetime: 3600 seconds.  Token usage was counted twice on 2026-11-20.
You used 1,200,000 tokens of 2,000,000.  token-based billing starts 2026-12-01  Secret chats work again.
Cards ending in 1881 and 4444 were charged twice.  Cards: Visa 4000 and Mastercard 5000 series are accepted.
**** **** **** 1881 was charged.  Amounts of 4111.11 and 1111.11 EUR were swapped.
The counter jumped from 999999999 to 1000000000.  Between 0600 and 0800 UTC, and from 1200 to 1400 UTC.
06:00, 07:00, 08:00 and 09:00 runs are late.  01.12.2026 14 Uhr bis 02.12.2026 16 Uhr
01.12.2026 - 05.12.2026  1/12/2026 - 5/12/2026, 10:00 - 12:00  2026-12-01 10:00 - 2026-12-01 12:00 (UTC+1)
Monday 08.00-12.00 and 13.00-17.00.  Call center waits: 12-15 minutes.  Call us between 09:00 and 17:00.
Phone support is open 0800-1700.  Tel-Aviv data centre is fine, 3 of 3 zones.
Mobile: 2 of 3 carriers deliver again.  Fax 2 mail works.  Text messages to +44 numbers are delayed.
Numbers with +49 and 0049 are treated the same.  Incident 20261121-0001, ticket 0612345678.
Case no. 0123456789 is answered.  Order #0171234567 was shipped.  EAN 4006381333931 has the wrong price.
IMEI check is skipped for 24 h.  Invoice DE12 2026 0001 2345 is corrected.
GB12 and FR34 are region codes in our export.  Upgrade to 10.2.0.1 is optional.
We run 10.2.0.1 since yesterday, 10.1.9.9 before.  Windows 10.0.19045.3693 is affected.
iOS app 10.0.2.1, Android app 10.0.2.3.  Client versions 10.1.0.0 through 10.1.0.9 cannot connect.
Versions 10.1.0.0, 10.1.0.1 and 10.1.0.2 cannot connect.  Plugin 172.16.0.2 for Chrome is available.
Line 12:34:56 of the log is harmless.  Aspect 16:9:1 fails.  Score 1::2 is a typo.
The local.example.com page is public.  Read docs.internal-tools.example.com? No: read docs.example.com.
Our store in Corp. Park is closed.  The file settings.local.json is read first.
https://example.com/a/b/c-d-e/2026/11/21/3f2b8c1e9d4a4c7b8e215a6b7c8d9e0f
trace 4bf92f3577b34da6a3ce929d0e0e4736 shows the cause  ETag W/"5f3-abcdef123" is sent again
Version 2026.11.21-rc.1+build.4711 is live.  i-beam charts and e-mail exports work.
web-app-2 theme is now default.  staging-like tests passed  Meet us at example dot conf
We look at it. Dot charts work again.  At 5 at the latest all is well.  Basic plan users: sign in again.
Basic SubscriptionPlans are not affected.  Password fields on http pages are blocked by Chrome 120.
Password123 style passwords are refused now.  The message "wrong password" is misleading.
Passwort-Regeln: mindestens 12 Zeichen.  Password reset links (https://example.com/reset/help) work again.
Session cookie: lifetime is 8 hours.  session=expired is added to the address by mistake.
Sort by created_at_desc_2026 works.  We shipped FeatureFlagsForEverybodyInTheWorld2026Edition yesterday
`)
