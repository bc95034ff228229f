using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Stock;

namespace UtilityBilling.DemoData;

/// <summary>Envelopes, paper and door hangers with what two vendors ask for them; the envelopes run low.</summary>
internal sealed class DemoStock(DemoOffice office)
{
    public Task HappenAsync(CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var (stock, today) = (s.GetRequiredService<IStockAppService>(), office.Today);
        await AddAsync("ENV10", "Number 10 window envelopes", "Sobres n.º 10 con ventana", ("box", "caja"), 500, 5_000, 10, StockBasis.MailedPiece, 9, 24.50m, 22.90m).ConfigureAwait(false);
        await AddAsync("PAPER", "Bill paper with stub", "Papel de factura con talón", ("ream", "resma"), 500, 3_000, 10, StockBasis.Sheet, 18, 8.75m, 9.10m).ConfigureAwait(false);
        await AddAsync("HANGER", "Door hangers", "Avisos para puertas", ("pack", "paquete"), 100, 200, 4, StockBasis.DoorHanger, 6, 19.00m, 18.25m).ConfigureAwait(false);

        async Task AddAsync(string code, string english, string spanish, (string En, string Es) unit, int pieces, int level, int order, StockBasis basis, int received, decimal cascade, decimal valley)
        {
            var id = await stock.AddAsync(new StockItemInput { Code = code, NameEn = english, NameEs = spanish, UnitEn = unit.En, UnitEs = unit.Es, PiecesPerUnit = pieces, ReorderLevel = level, ReorderUnits = order }, cancellationToken).ConfigureAwait(false);
            await stock.ReceiveAsync(id, new StockReceiptInput { Units = received, Vendor = "Cascade Forms", Price = received * cascade, Invoice = $"CF-{1000 + received}", Day = today }, cancellationToken).ConfigureAwait(false);
            await stock.QuoteAsync(id, new VendorPriceInput { Vendor = "Cascade Forms", PricePerUnit = cascade, PiecesPerUnit = pieces, LeadDays = 5, QuotedOn = today }, cancellationToken).ConfigureAwait(false);
            await stock.QuoteAsync(id, new VendorPriceInput { Vendor = "Valley Paper", PricePerUnit = valley, PiecesPerUnit = pieces, LeadDays = 12, QuotedOn = today }, cancellationToken).ConfigureAwait(false);
            await stock.SetRuleAsync(id, new StockRuleInput { Basis = basis, Pieces = 1, From = today }, cancellationToken).ConfigureAwait(false);
        }
    }, cancellationToken);
}
