using UtilityBilling.Paging;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Charges beside the services, once or in every period (BR-19).</summary>
public interface IMiscChargeAppService
{
    Task<PagedResult<MiscChargeDto>> ListAsync(MiscChargeListRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every row that the list filters, for a file.</summary>
    Task<IReadOnlyList<MiscChargeDto>> AllAsync(MiscChargeListRequest request, CancellationToken cancellationToken = default);

    Task<MiscChargeDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The codes that may be charged today.</summary>
    Task<IReadOnlyList<MiscChargeCodeChoice>> CodesAsync(CancellationToken cancellationToken = default);

    /// <summary>Where the account lives or lived.</summary>
    Task<IReadOnlyList<MiscChargePlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>What the account's next bill would say. Nothing is written.</summary>
    Task<MiscChargePreview> PreviewAsync(Guid accountId, MiscChargeInput input, CancellationToken cancellationToken = default);

    /// <summary>Enters it. Above the town's amount it waits for another person.</summary>
    Task<Guid> AddAsync(Guid accountId, MiscChargeInput input, CancellationToken cancellationToken = default);

    /// <summary>Another amount of a recurring charge, from a day that is not billed yet.</summary>
    Task ChangeAmountAsync(Guid id, MiscChargeAmountInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends a recurring charge, or cancels a charge that no bill carries.</summary>
    Task EndAsync(Guid id, MiscChargeEndInput input, CancellationToken cancellationToken = default);

    /// <summary>Starts an off-cycle run of what waits for these accounts. No service is billed with it.</summary>
    Task<Guid> BillNowAsync(BillChargesInput input, CancellationToken cancellationToken = default);
}
