using UtilityBilling.Timing;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Authorization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;

namespace UtilityBilling.Platform.Auditing;

/// <summary>One line of the security log.</summary>
public sealed record SecurityEntry(string At, string Action, string? UserName, string Detail);

/// <summary>Signing in, refused attempts and looks at masked fields.</summary>
public interface ISecurityLogAppService
{
    /// <summary>What the log speaks of.</summary>
    IReadOnlyList<string> Actions { get; }

    Task<PagedResult<SecurityEntry>> ListAsync(string? action, DateOnly? day, PagedRequest request, CancellationToken cancellationToken = default);
}

internal sealed class SecurityLogAppService(TownReader reader, ICurrentTenant tenant, TownDays days, IPermissionChecker permissions) : ISecurityLogAppService
{
    private const string Where = """
        from audit.security_logs
        where tenant_id = $1 and ($2 is null or action = $2) and ($3 is null or user_name = $3)
          and ($4 is null or recorded_at >= $4) and ($5 is null or recorded_at < $5)
        """;

    public IReadOnlyList<string> Actions => SecurityActions.All;

    public async Task<PagedResult<SecurityEntry>> ListAsync(string? action, DateOnly? day, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.AuditLog.View, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<NpgsqlParameter> Parameters() =>
        [
            new() { Value = tenant.Id },
            Optional(action, NpgsqlDbType.Text),
            Optional(request.Q?.Trim().ToLowerInvariant(), NpgsqlDbType.Text),
            Optional(day is { } first ? days.StartOf(first) : null, NpgsqlDbType.TimestampTz),
            Optional(day is { } last ? days.StartOf(last.AddDays(1)) : null, NpgsqlDbType.TimestampTz),
        ];
        var total = (await reader.QueryAsync($"select count(*) {Where}", Parameters, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var order = request.Sort == "at" ? "asc" : "desc";
        var rows = await reader.QueryAsync(
            $"select recorded_at, action, user_name, detail {Where} order by id {order} offset {request.Skip} limit {request.PageSize}",
            Parameters,
            row => new SecurityEntry(days.Show(row.GetFieldValue<DateTimeOffset>(0)), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3)),
            cancellationToken).ConfigureAwait(false);
        return new PagedResult<SecurityEntry>(rows, total, request.Page, request.PageSize);
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
