// The other side of test_age.py: `node age.js recipient|open|seal IDENTITY [IN OUT]`, with the npm package age-encryption.
import { readFileSync, writeFileSync } from "node:fs";
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";

const [verb, identity, input, output] = process.argv.slice(2);
if (verb === "recipient") {
  process.stdout.write(await identityToRecipient(identity));
} else if (verb === "open") {
  const reader = new Decrypter();
  reader.addIdentity(identity);
  writeFileSync(output, await reader.decrypt(readFileSync(input)));
} else {
  const writer = new Encrypter();
  writer.addRecipient(await identityToRecipient(identity));
  writeFileSync(output, await writer.encrypt(readFileSync(input)));
}
