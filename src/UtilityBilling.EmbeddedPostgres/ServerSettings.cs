using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>The settings that a server is started with, as the command line that <c>pg_ctl</c> hands to it.</summary>
internal static partial class ServerSettings
{
    /// <summary>Nobody may widen these: loopback TCP with a password is the only door.</summary>
    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["listen_addresses"] = "127.0.0.1",
        ["unix_socket_directories"] = "",
        ["password_encryption"] = "scram-sha-256",
    };

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["max_wal_size"] = "2GB",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        // The npm package has no just-in-time compiler; without it everywhere, plans cost the same everywhere.
        ["jit"] = "off",
    };

    /// <summary>
    /// A power cut may lose the cluster, a killed server keeps every commit: tests that kill rely on it. So synchronous_commit stays on,
    /// which costs next to nothing without fsync.
    /// </summary>
    private static readonly Dictionary<string, string> Careless = new()
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["wal_level"] = "minimal",
        ["max_wal_senders"] = "0",
    };

    public static string CommandLine(EmbeddedPostgresOptions options, int port)
    {
        var settings = new Dictionary<string, string>(Defaults);
        foreach (var (name, value) in (options.IsDurable ? [] : Careless).Concat(options.Settings).Concat(Fixed))
        {
            settings[name] = value;
        }

        var quote = OperatingSystem.IsWindows() ? '"' : '\'';
        var line = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"-p {port}"));
        foreach (var (name, value) in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!NamePattern().IsMatch(name) || !ValuePattern().IsMatch(value))
            {
                throw new ArgumentException($"The server setting {name} = {value} holds characters that a setting of ours may not have.", nameof(options));
            }

            line.Append(" -c ").Append(quote).Append(name).Append('=').Append(value).Append(quote);
        }

        return line.ToString();
    }

    [GeneratedRegex(@"^[a-z_][a-z0-9_.]*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9_./:, *%+-]*\z")]
    private static partial Regex ValuePattern();
}
