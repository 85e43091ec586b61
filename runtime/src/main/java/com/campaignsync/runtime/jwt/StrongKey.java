package com.campaignsync.runtime.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.util.List;

/** Which published keys are worth trusting: a weak one lets anybody sign. */
final class StrongKey {

  /** NIST SP 800-131A: shorter ones are no longer allowed. */
  static final int RSA_BITS_MIN = 2048;

  /** Longer ones take so long to check that they would be a way to keep us busy. */
  static final int RSA_BITS_MAX = 8192;

  /** With exponent 1 a signature is its own message; real ones are 65537. */
  private static final BigInteger EXPONENT_MIN = BigInteger.valueOf(3);

  /**
   * The fingerprint of keys made by faulty chips: modulo each of these the modulus is a power of
   * 65537 (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, §2.2).
   */
  private static final List<Integer> ROCA_PRIMES =
      List.of(11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157);

  private static final int ROCA_GENERATOR = 65_537;

  private StrongKey() {}

  static boolean is(JWK key) {
    try {
      return !(key instanceof RSAKey rsa) || isRsa(rsa);
    } catch (JOSEException unusable) {
      return false;
    }
  }

  private static boolean isRsa(RSAKey key) throws JOSEException {
    BigInteger modulus = key.toRSAPublicKey().getModulus();
    BigInteger exponent = key.toRSAPublicKey().getPublicExponent();
    return modulus.bitLength() >= RSA_BITS_MIN
        && modulus.bitLength() <= RSA_BITS_MAX
        && modulus.testBit(0)
        && exponent.testBit(0)
        && exponent.compareTo(EXPONENT_MIN) >= 0
        && !ROCA_PRIMES.stream().allMatch(prime -> isPowerOfGenerator(modulus, prime));
  }

  private static boolean isPowerOfGenerator(BigInteger modulus, int prime) {
    int wanted = modulus.mod(BigInteger.valueOf(prime)).intValue();
    int power = 1;
    for (int i = 1; i < prime; i++) {
      if (power == wanted) {
        return true;
      }
      power = (int) ((long) power * ROCA_GENERATOR % prime);
    }
    return false;
  }
}
