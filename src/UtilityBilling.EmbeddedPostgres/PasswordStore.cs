using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// One random password per database role. In a folder (one file per role, readable by its owner alone) when clusters outlive the
/// process, in memory when they do not.
/// </summary>
internal sealed partial class PasswordStore(string? folder)
{
    private const int PasswordLength = 48;
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    public string Of(string role) => RolePattern().IsMatch(role)
        ? known.GetOrAdd(role, ReadOrMake)
        : throw new ArgumentException($"\"{role}\" is no role name: small letters, digits and underscores, at most 63.", nameof(role));

    /// <summary>Whether a role's password was made before, by whichever process.</summary>
    public bool Has(string role) => known.ContainsKey(role) || (folder is not null && File.Exists(FileOf(role)));

    private string FileOf(string role) => Path.Combine(folder!, role + ".password");

    private string ReadOrMake(string role)
    {
        var password = RandomNumberGenerator.GetHexString(PasswordLength, lowercase: true);
        if (folder is null)
        {
            return password;
        }

        var file = FileOf(role);
        if (!File.Exists(file))
        {
            PrivateFiles.EnsureFolder(folder);
            var fresh = Path.Combine(folder, Path.GetRandomFileName());
            PrivateFiles.WriteNew(fresh, password);
            PutWhereNothingIs(fresh, file);
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Two processes may come here together: the first name wins and both read that file. A move would look first and then write over.</summary>
    private static void PutWhereNothingIs(string fresh, string file)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(fresh, file, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(fresh);
                return;
            }
        }

        var linked = Link(fresh, file);
        File.Delete(fresh);
        if (linked != 0 && !File.Exists(file))
        {
            throw new IOException($"The password file {file} could not be made.");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex RolePattern();
}
