extension SalesField {
  /// Headers that sources write in several languages, folded: letters and digits only, without accents.
  static let synonyms: [SalesField: String] = [
    .site: """
    site store storeid storeno storenumber storenbr storecode sitecode siteid outlet location shipto customer \
    customerid customerno depot market storekey shop shopid branch door warehouse locationid outletid plant \
    filiale filialnr filialnummer markt marktnr marktnummer kunde kundennr kundennummer standort lager \
    verkaufsstelle magasin codemagasin nomagasin pointdevente client codeclient depots entrepot etablissement \
    tienda codigotienda centro cliente codigocliente almacen sucursal puntodeventa sklep nrsklepu idsklepu \
    kodsklepu klient nrklienta magazyn placowka punktsprzedazy negozio puntovendita winkel filiaal butik
    """,
    .siteName: """
    sitename storename customername outletname locationname shiptoname shopname branchname filialname marktname \
    kundenname nommagasin nomclient nombretienda nombrecliente nazwasklepu nazwaklienta marketname
    """,
    .siteCity: "city town sitecity storecity ort stadt ville ciudad miasto plaats citta",
    .siteParent: """
    banner region retailer chain division district account accountname vertriebslinie kette handelskette enseigne \
    cadena ensena siec grupa kanal channel country land pays pais kraj
    """,
    .item: """
    item itemid itemcode itemno itemnumber itemnbr sku upc ean gtin product productid productcode article articleno \
    material stockcode productkey materialnumber barcode skuid plu asin upccode eancode articlecode artikel artikelnr \
    artikelnummer artnr produkt produktnr eannummer article codearticle refarticle reference codeproduit produit \
    codebarre articulo codigoarticulo codigoproducto producto referencia codigobarras towar indeks kodtowaru \
    kodproduktu idproduktu nrartykulu artykul kodkreskowy articolo prodotto artikelcode itemupc
    """,
    .itemName: """
    itemname itemdescription itemdesc description productname productdescription articlename itemtext skuname \
    artikelbezeichnung artikelname bezeichnung produktname designation libelle libellearticle libelleproduit nomproduit \
    descripcion descripcionarticulo nombreproducto nazwa nazwatowaru nazwaproduktu opis opisproduktu omschrijving descrizione
    """,
    .itemParent: """
    category itemcategory productcategory productgroup warengruppe kategorie categorie famille \
    categoria familia kategoria grupatowarowa subcategory commodity
    """,
    .week: """
    week weekending weekend weekenddate weekendingdate weekstart weekstarting weekbeginning weekcommencing date day \
    invoicedate period weekno weeknumber yearweek isoweek wkend wkending we wk weeknr weekid wkno salesdate saledate \
    transactiondate orderdate month yearmonth calendarweek fiscalweek periodending time periodend woche kw \
    kalenderwoche kwende wochenende wochenbeginn datum tag monat zeitraum belegdatum verkaufsdatum buchungsdatum \
    semaine semainefin findesemaine debutsemaine semainedu jour mois periode datevente datefacture semana finsemana \
    findesemana iniciosemana fecha fechaventa dia mes periodo tydzien koniectygodnia poczatektygodnia data dataSprzedazy \
    datasprzedazy dzien miesiac okres settimana giorno mese maand
    """,
    .units: """
    units qty quantity unitsales salesunits unitssold posqty posunits volume shipped unitqty salesqty qtysold sold \
    quantitysold unitvolume pieces eaches cases netunits grossunits menge stuck stueck stk absatz absatzmenge \
    verkaufsmenge absatzstuck anzahl quantite qte unites unitesvendues ventesunites volumeventes ventesenvolume cantidad \
    unidades unidadesvendidas uds ventasunidades ilosc sztuki szt sprzedazilosc sprzedazilosciowa sprzedazszt liczba \
    quantita pezzi aantal stuks salesvolume
    """,
    .value: """
    value sales salesvalue dollars dollarsales amount revenue turnover netsales possales retailvalue grosssales \
    salesamount salesdollars totalsales totalvalue netvalue netamount extendedamount lineamount eursales gbpsales \
    saleseur salesusd salesgbp valuesales pounds euros retailsales umsatz umsatzeur nettoumsatz bruttoumsatz wert \
    absatzwert verkaufswert betrag umsatzwert chiffredaffaires ca caht cattc ventes montant valeur valeurventes \
    ventesenvaleur cahteur importe ventas ventaseur valor facturacion ventasvalor importeventas wartosc \
    wartoscsprzedazy sprzedaz sprzedazwartosc sprzedazwartosciowa obrot kwota wartoscnetto wartoscbrutto vendite \
    fatturato valore omzet waarde
    """,
    .price: """
    price unitprice averageprice avgprice sellingprice retailprice netprice shelfprice preis verkaufspreis stuckpreis \
    stueckpreis durchschnittspreis vkpreis prix prixunitaire prixvente prixmoyen pvp precio preciounitario precioventa \
    preciomedio cena cenajednostkowa cenasprzedazy sredniacena prezzo prijs
    """,
    .basePrice: """
    baseprice regularprice regprice listprice normalpreis grundpreis listenpreis prixnormal prixbase \
    preciobase precionormal cenaregularna cenabazowa everydayprice
    """,
    .cost:
      "cost totalcost costvalue cogs wareneinsatz coutachat couttotal coste costetotal koszt kosztwlasny",
    .unitCost: """
    unitcost wholesalecost costprice einkaufspreis ekpreis einstandspreis prixachat preciocoste cenazakupu \
    kosztjednostkowy purchaseprice
    """,
    .promotedShare: "promotedshare promoshare ondealshare shareonpromotion aktionsanteil partpromo",
    .feature: "feature feat featured mailer flyer handzettel prospekt folder catalogue gazetka folleto",
    .display: "display disp zweitplatzierung tetedegondole tg ekspozycja exposicion",
    .priceCut:
      "tpr pricecut pricereduction temporarypricereduction preisaktion preissenkung baissedeprix obnizkaceny rabatt",
    .promotion: """
    flag promo promotion onpromotion promoflag deal ondeal ispromo promoted aktion inaktion enpromotion \
    promocion promocja wpromocji promocyjny oferta
    """,
    .acv:
      "acv pctacv percentacv distribution numericdistribution weighteddistribution wd nd dv dn dystrybucja",
    .returned: "returned isreturn returnflag retoure retour devolucion zwrot",
  ]

  /// Every synonym, and what it means; of two fields the one earlier in the list of fields wins.
  static let bySynonym: [String: SalesField] = {
    var found: [String: SalesField] = [:]
    for field in allCases {
      for word in (synonyms[field] ?? "").split(separator: " ") where found[String(word)] == nil {
        found[String(word)] = field
      }
    }
    return found
  }()
}
