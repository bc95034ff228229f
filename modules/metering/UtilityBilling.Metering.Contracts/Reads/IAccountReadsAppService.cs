namespace UtilityBilling.Metering.Reads;

/// <summary>The reads of an account's service points, for its page.</summary>
public interface IAccountReadsAppService
{
    Task<IReadOnlyList<ServicePointReadsDto>> GetAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <summary>What was read at one service point, newest first, while the account lived there and before.</summary>
public sealed record ServicePointReadsDto(Guid ServicePointId, string Service, string Address, string? MeterSerial, Guid? MeterId, string? Unit, IReadOnlyList<AccountReadDto> Reads, IReadOnlyList<UsagePointDto> History);

/// <param name="Text">What was found in the read, in words.</param>
public sealed record AccountReadDto(DateOnly Date, string MeterSerial, decimal Value, decimal? Usage, int? Days, string Unit, ReadKind Kind, ReadState State, string Text);
