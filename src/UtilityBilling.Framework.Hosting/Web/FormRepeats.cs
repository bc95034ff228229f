using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// Knows the forms that were taken. The key is written in the transaction of the action: a second press waits for the first, then gets its answer; after a
/// refusal nothing is kept and the form may come again.
/// </summary>
public sealed class FormRepeats(BulkWriter database, ICurrentTenant tenant, TimeProvider time)
{
    private const string AntiforgeryField = "__RequestVerificationToken";

    /// <summary>Takes the form for this transaction. Answers where the first one led to when it was taken before; null when this is the first.</summary>
    public async Task<string?> TakeAsync(Guid key, HttpRequest request, CancellationToken cancellationToken)
    {
        var hash = HashOf(request);
        var taken = await database.ExecuteAsync(
            "insert into platform.idempotency_keys (tenant_id, key, form_hash, created_at, response_location) values ($1, $2, $3, $4, '') on conflict do nothing",
            [Value(tenant.Id), Value(key), Value(hash), Value(time.GetUtcNow())],
            cancellationToken).ConfigureAwait(false);
        if (taken == 1)
            return null;
        var first = await database.QueryAsync(
            "select form_hash, response_location from platform.idempotency_keys where tenant_id = $1 and key = $2",
            [Value(tenant.Id), Value(key)],
            row => (Hash: row.GetString(0), Location: row.GetString(1)),
            cancellationToken).ConfigureAwait(false);
        if (first.Count == 0 || first[0].Hash != hash)
            throw new BusinessException("Ui:Form.KeyUsed");
        return first[0].Location;
    }

    /// <summary>Remembers where the action led to.</summary>
    public Task AnswerAsync(Guid key, string location, CancellationToken cancellationToken) => database.ExecuteAsync(
        "update platform.idempotency_keys set response_location = left($1, 2000) where tenant_id = $2 and key = $3",
        [Value(location), Value(tenant.Id), Value(key)],
        cancellationToken);

    private static NpgsqlParameter Value(object value) => new() { Value = value };

    private static string HashOf(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{request.Path}{request.QueryString}");
        foreach (var field in request.Form.Where(f => f.Key != AntiforgeryField).OrderBy(f => f.Key, StringComparer.Ordinal))
            Add($"{field.Key}={string.Join('\u001f', field.Value.ToArray())}");
        foreach (var file in request.Form.Files)
            Add($"{file.Name}={file.FileName}/{file.Length}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }
}
