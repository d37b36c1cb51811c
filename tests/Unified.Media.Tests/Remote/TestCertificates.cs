using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media.Tests;

/// <summary>A certificate authority made for one test run.</summary>
internal sealed class TestCertificates
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public X509Certificate2 Root { get; } = MakeAuthority("CN=Test root", issuer: null);

    public SslStreamCertificateContext ServerFor(params string[] hosts) => Leaf(Root, hosts, "1.3.6.1.5.5.7.3.1", issuerUri: null);

    public SslStreamCertificateContext ClientOnlyFor(string host) => Leaf(Root, [host], "1.3.6.1.5.5.7.3.2", issuerUri: null);

    /// <summary>A chain whose middle is not sent, but named as a URL to fetch.</summary>
    public SslStreamCertificateContext WithIssuerAt(Uri issuerUri, string host) =>
        Leaf(MakeAuthority("CN=Test middle", Root), [host], "1.3.6.1.5.5.7.3.1", issuerUri);

    private static SslStreamCertificateContext Leaf(X509Certificate2 issuer, string[] hosts, string usage, Uri? issuerUri)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(hosts, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (issuerUri is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerUri.AbsoluteUri]));
        }

        using var certificate = request.Create(issuer, From, Until, RandomNumberGenerator.GetBytes(8));
        return SslStreamCertificateContext.Create(certificate.CopyWithPrivateKey(key), additionalCertificates: null, offline: true);
    }

    private static X509Certificate2 MakeAuthority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(From, Until);
        }

        using var certificate = request.Create(issuer, From, Until, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
