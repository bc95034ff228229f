using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using UtilityBilling.Data;
using UtilityBilling.Domain;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.Numbering;

/// <summary>The next number of one of a town's series.</summary>
public sealed class NumberSeriesRow : ChildRow
{
    public required string Name { get; init; }
    public long NextNumber { get; private set; }
}

internal sealed class NumberSeriesConfiguration : IEntityTypeConfiguration<NumberSeriesRow>
{
    public void Configure(EntityTypeBuilder<NumberSeriesRow> builder)
    {
        builder.ChildTable("number_series", "platform", nameof(NumberSeriesRow.Name));
        builder.Property(r => r.Name).HasMaxLength(60);
    }
}

public sealed class NumberSeries(BulkWriter bulk, ICurrentTenant tenant) : INumberSeries
{
    public Task<long> NextAsync(string series, long firstNumber = 1, CancellationToken cancellationToken = default) => ReserveAsync(series, 1, firstNumber, cancellationToken);

    public async Task<long> ReserveAsync(string series, int count, long firstNumber = 1, CancellationToken cancellationToken = default)
    {
        const string sql = """
            insert into platform.number_series (tenant_id, name, next_number) values ($1, $2, $3 + $4)
            on conflict (tenant_id, name) do update set next_number = number_series.next_number + $4
            returning next_number - $4
            """;
        var numbers = await bulk.QueryAsync(
            sql,
            [new NpgsqlParameter { Value = tenant.Id }, new NpgsqlParameter { Value = series }, new NpgsqlParameter { Value = firstNumber }, new NpgsqlParameter { Value = (long)count }],
            reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return numbers[0];
    }
}
