using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace UtilityBilling.Billing.Emails;

/// <summary>Whom mail servers are believed.</summary>
internal sealed class MailTrustOptions
{
    /// <summary>A PEM file with certificates of authorities that are trusted beside the system's own: for a town's own mail server.</summary>
    public string? AuthorityFile { get; set; }
}

/// <summary>
/// Connects to mail servers. Over an encrypted connection the server must bear a certificate for its name, in time, from an authority of the system or of the operator's file: what goes
/// over it are passwords and bills. There is no way to believe a server blindly.
/// </summary>
internal sealed class MailTrust(IOptions<MailTrustOptions> options)
{
    private const string Keys = "Billing:Email.Certificate.";

    public async Task ConnectAsync(MailService client, string host, int port, MailEncryption encryption, CancellationToken cancellationToken)
    {
        string? refusal = null;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => (refusal = Judge(certificate, chain, errors)) is null;
        try
        {
            await client.ConnectAsync(host, port, Options(encryption), cancellationToken).ConfigureAwait(false);
        }
        catch (SslHandshakeException error) when (refusal is not null)
        {
            throw new SslHandshakeException(refusal, error);
        }
    }

    /// <summary>The sentence where our own program found the trouble; else the server's words as they are.</summary>
    public static string Say(IStringLocalizer texts, string? words) => words is null ? "" : words.StartsWith(Keys, StringComparison.Ordinal) ? texts[words].Value : words;

    /// <summary>Why the certificate is not believed, as a text's key; nothing where it is.</summary>
    private string? Judge(X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (presented is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return Keys + "Untrusted";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return Keys + "OtherName";
        using var certificate = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        using var own = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        own.ChainPolicy.CustomTrustStore.AddRange(Authorities());
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        if (own.ChainPolicy.CustomTrustStore.Count > 0 && own.Build(certificate))
            return null;
        return Keys + ((chain?.ChainStatus ?? []).Any(s => s.Status == X509ChainStatusFlags.NotTimeValid) ? "NotInTime" : "Untrusted");
    }

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        if (options.Value.AuthorityFile is { Length: > 0 } file)
            authorities.ImportFromPemFile(file);
        return authorities;
    }

    private static SecureSocketOptions Options(MailEncryption encryption) =>
        encryption switch { MailEncryption.Implicit => SecureSocketOptions.SslOnConnect, MailEncryption.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None };
}
